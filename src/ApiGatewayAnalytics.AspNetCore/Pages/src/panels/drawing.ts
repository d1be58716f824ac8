/** What a panel's body needs to know, and what it must be able to do. */

import type { DashboardDefinition, PanelData, PanelDefinition } from "../model";

/** One part of a key that somebody pointed at. */
export interface Picked {
    column: string;
    value: string | number | null;
}

export interface Point {
    x: number;
    y: number;
}

export interface PanelHost {
    readonly definition: PanelDefinition;
    readonly dashboard: DashboardDefinition;
    readonly live: boolean;
    readonly dark: boolean;
    /** Whether the panel fills the page, so that there is room for more. */
    readonly full: boolean;
    /** A value was chosen: filter by it, or offer what can be done with it. */
    pick(values: readonly Picked[], at: Point | HTMLElement, extra?: readonly MenuEntry[]): void;
    /** Narrows the range of the page. */
    zoom(from: number, to: number): void;
    zoomOut(): void;
    /** Another page of the rows. */
    rows(skip: number, count: number): Promise<PanelData>;
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
