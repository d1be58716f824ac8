/** What a panel's body needs to know, and what it must be able to do. */

import type { RowSelection } from "./rowselection";
import type { DashboardDefinition, PanelData, PanelDefinition, Rows } from "../model";

/** One part of a key that somebody pointed at. */
export interface Picked {
    column: string;
    value: string | number | null;
}

export interface Point {
    x: number;
    y: number;
}

/** A part of the rows of a table. */
export interface RowsQuestion extends RowSelection {
    skip: number;
    rows: number;
}

export interface PanelHost {
    readonly definition: PanelDefinition;
    readonly dashboard: DashboardDefinition;
    readonly live: boolean;
    /** What the page looks like now. */
    dark: boolean;
    /** Whether the panel fills the page now, so that there is room for more. */
    full: boolean;
    /** A value was chosen: filter by it, or offer what can be done with it. */
    pick(values: readonly Picked[], at: Point | HTMLElement, extra?: readonly MenuEntry[]): void;
    /** Narrows the range of the page. */
    zoom(from: number, to: number): void;
    zoomOut(): void;
    /** Rows that are not here. */
    rows(question: RowsQuestion, signal: AbortSignal): Promise<PanelData>;
}

export interface MenuEntry {
    label: string;
    icon?: string;
    run: () => void;
}

export interface Drawing {
    readonly element: HTMLElement;
    update(data: PanelData): void;
    resize?(): void;
    /** All rows of a table as they are shown, those too that are not here. */
    whole?(signal: AbortSignal): Promise<Rows>;
    dispose?(): void;
}

/** Whether much of what a panel measures is bad news. */
export function isBadNews(definition: PanelDefinition): boolean {
    return definition.measure === "error-rate" || (definition.metrics ?? []).some(metric => /error|4xx|5xx/i.test(metric));
}

/** Whether missing points are zero, and whether values of several keys add up. */
export function isAdditive(definition: PanelDefinition): boolean {
    return definition.measure === "count" || definition.measure === "sum";
}
