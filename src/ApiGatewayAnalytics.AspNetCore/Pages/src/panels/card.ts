/** The frame of a panel: title, menu, what is to be known of the data, and the states in which there is nothing to draw. */

import { drawBars } from "./bars";
import type { Drawing, MenuEntry, PanelHost, Picked, Point, RowsQuestion } from "./drawing";
import { drawHoneycomb } from "./honeycomb";
import { needsOf } from "./needs";
import { notesOf } from "./notes";
import { drawPie } from "./pie";
import { everyRow } from "./rowselection";
import { drawSingle } from "./single";
import { drawTable } from "./table";
import { askForAll } from "./tablerows";
import { drawTime } from "./time";
import { drawMap } from "./worldmap";
import { announce, copyText, saveText } from "../clipboard";
import { csvOf, gridOf } from "../csv";
import { h, icon, keepingFocus, uniqueId } from "../dom";
import { openMenu } from "../menu";
import type { Chart, DashboardDefinition, PanelData, PanelDefinition } from "../model";
import { isDark } from "../theme";

export interface CardActions {
    readonly live: boolean;
    pick(values: readonly Picked[], at: Point | HTMLElement, extra?: readonly MenuEntry[]): void;
    zoom(from: number, to: number): void;
    zoomOut(): void;
    openFull(panelId: string | null): void;
    rows(panelId: string, question: RowsQuestion, signal: AbortSignal): Promise<PanelData>;
    moreSeries(panelId: string, signal: AbortSignal): Promise<PanelData>;
}

const drawings: Record<Chart, (host: PanelHost) => Drawing> = {
    "single-value": drawSingle, line: drawTime, column: drawTime, bar: drawBars, pie: drawPie, table: drawTable, honeycomb: drawHoneycomb, map: drawMap,
};

export class PanelCard {
    readonly element: HTMLElement;
    readonly definition: PanelDefinition;
    readonly #dashboard: DashboardDefinition;
    readonly #actions: CardActions;
    readonly #host: PanelHost;
    readonly #body = h("div", { class: "card-body" });
    readonly #notes = h("div", { class: "card-notes" });
    readonly #menu: HTMLButtonElement;
    readonly #back: HTMLButtonElement;
    readonly #resize: ResizeObserver;
    /** What is asked of the server for this card alone, besides what its table asks. */
    readonly #asking = new AbortController();
    #asked = 0;
    #drawing: Drawing | null = null;
    #drawnAs = "";
    #data: PanelData | null = null;
    #more: PanelData | null = null;
    #asTable = false;
    #full = false;
    #visible = false;
    #stale = true;

    constructor(definition: PanelDefinition, dashboard: DashboardDefinition, actions: CardActions) {
        this.definition = definition;
        this.#dashboard = dashboard;
        this.#actions = actions;
        this.#host = {
            definition, dashboard, live: actions.live, dark: isDark(), full: false,
            pick: (values, at, extra) => actions.pick(values, at, extra),
            zoom: (from, to) => actions.zoom(from, to),
            zoomOut: () => actions.zoomOut(),
            rows: (question, signal) => actions.rows(definition.id, question, signal),
        };
        const title = uniqueId("panel");
        this.#menu = h("button", { type: "button", class: "icon-button small card-menu", "aria-label": `Menu of ${definition.title}`, "aria-haspopup": "menu", "aria-expanded": "false" }, icon("more"));
        this.#menu.addEventListener("click", () => this.#openMenu());
        this.#back = h("button", { type: "button", class: "icon-button small card-back", "aria-label": "Back to the dashboard", title: "Back to the dashboard (Esc)", onclick: () => actions.openFull(null) }, icon("close"));
        // No landmark: there are too many panels to walk through, and some have one title.
        this.element = h("article", { class: `card chart-${definition.chart}`, "aria-labelledby": title, "data-panel": definition.id },
            h("header", { class: "card-header" }, h("h2", { id: title, title: definition.description }, definition.title), this.#menu, this.#back), this.#body, this.#notes);
        this.#body.append(skeleton());
        this.#resize = new ResizeObserver(() => {
            if (this.#visible) this.#drawing?.resize?.();
        });
        this.#resize.observe(this.#body);
    }

    set visible(visible: boolean) {
        this.#visible = visible;
        if (visible && this.#stale) this.#draw();
    }

    set full(full: boolean) {
        if (this.#full === full) return;
        const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
        this.#full = full;
        if (!full) this.#more = null;
        this.element.classList.toggle("full", full);
        // What somebody sorted, searched and hid stays as it is.
        this.redraw();
        // The way back has nothing to go back from any more, and what asked for more is answered.
        if (focused && (focused === this.#back || !focused.isConnected)) this.#menu.focus();
    }

    setData(data: PanelData): void {
        // A poll that found nothing new hands over what is there already.
        if (data === this.#data) return;
        this.#data = data;
        this.#stale = true;
        if (this.#more) void this.#renewMore();
        else if (this.#visible) this.#draw();
    }

    redraw(): void {
        this.#stale = true;
        if (this.#visible) this.#draw();
    }

    setError(message: string, retry: () => void): void {
        // What was there before is better than nothing; the banner of the page says that it is old.
        if (this.#data) return;
        this.#drop();
        this.#body.replaceChildren(h("div", { class: "state" }, icon("warning"), h("p", {}, message),
            h("button", { type: "button", class: "button", onclick: retry }, icon("refresh"), "Try again")));
    }

    dispose(): void {
        this.#asking.abort();
        this.#resize.disconnect();
        this.#drawing?.dispose?.();
    }

    #drop(): void {
        this.#drawing?.dispose?.();
        this.#drawing = null;
        this.#drawnAs = "";
    }

    #draw(): void {
        const data = this.#more ?? this.#data;
        if (!data) return;
        this.#stale = false;
        keepingFocus(this.element, () => this.#drawData(data));
    }

    #drawData(data: PanelData): void {
        this.#notes.replaceChildren(...notesOf(this.definition, data, this.#full, this.#actions.live ? () => void this.#showMore() : null));
        const empty = emptyOf(data);
        if (empty) {
            this.#drop();
            this.#body.replaceChildren(this.#emptyState(data, empty));
            return;
        }

        this.#host.dark = isDark();
        this.#host.full = this.#full;
        const kind = this.#asTable ? "table" : this.definition.chart;
        if (!this.#drawing || this.#drawnAs !== kind) {
            this.#drop();
            this.#drawing = drawings[kind](this.#host);
            this.#drawnAs = kind;
            this.#body.replaceChildren(this.#drawing.element);
        }

        this.#drawing.update(this.#asTable && !data.rows ? { ...data, rows: gridOf(data) } : data);
    }

    #emptyState(data: PanelData, text: string): HTMLElement {
        const needs = data.status === "ok" ? [] : needsOf(this.definition, this.#dashboard.source);
        // There is no room for it beside a number, and none to point at it with: the menu of the panel says it too.
        if (this.definition.chart === "single-value" && !this.#full) {
            return h("div", { class: "state small", title: [text, ...needs.map(need => need.textContent)].join("\n") }, h("p", {}, text));
        }

        return h("div", { class: "state" }, icon(data.status === "not-configured" ? "info" : "chart"), h("p", {}, text), ...needs);
    }

    /** Shows the series that a dashboard leaves out. */
    async #showMore(): Promise<void> {
        this.#more = await this.#askForMore();
        if (this.#more) this.#actions.openFull(this.definition.id);
    }

    /** The same of newer data; what was there before stays until it is here. Where that fails there are fewer series. */
    async #renewMore(): Promise<void> {
        const data = this.#data;
        const more = await this.#askForMore();
        if (this.#data !== data) return;
        this.#more = this.#full ? more : null;
        this.#draw();
    }

    #askForMore(): Promise<PanelData | null> {
        return this.#ask(signal => this.#actions.moreSeries(this.definition.id, signal));
    }

    /** Asks the server for something that was not asked for before; null where it fails, which is said. */
    async #ask<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
        this.#asked += 1;
        this.element.classList.add("loading");
        try {
            return await run(this.#asking.signal);
        } catch (error) {
            if (!this.#asking.signal.aborted) announce(error instanceof Error ? error.message : String(error));
            return null;
        } finally {
            this.#asked -= 1;
            this.element.classList.toggle("loading", this.#asked > 0);
        }
    }

    /** The data with all rows of its table as they are shown, those too that are not here. */
    async #whole(data: PanelData, signal: AbortSignal): Promise<PanelData> {
        const rows = this.#drawing?.whole ? await this.#drawing.whole(signal)
            : data.rows?.total !== undefined && this.#actions.live ? await askForAll(this.#host, everyRow, signal) : null;
        return rows ? { ...data, rows } : data;
    }

    #openMenu(): void {
        const data = this.#more ?? this.#data;
        const entries: MenuEntry[] = [this.#full
            ? { label: "Back to the dashboard", icon: "close", run: () => this.#actions.openFull(null) }
            : { label: "Full screen", icon: "expand", run: () => this.#actions.openFull(this.definition.id) }];
        if (this.definition.chart !== "table" && data && !emptyOf(data)) {
            entries.push({
                label: this.#asTable ? "Show as chart" : "Show as table", icon: this.#asTable ? "chart" : "table",
                run: () => {
                    this.#asTable = !this.#asTable;
                    this.element.classList.toggle("as-table", this.#asTable);
                    this.#draw();
                },
            });
        }

        if (data) {
            const name = this.definition.id.replaceAll("/", "-");
            entries.push({
                label: "Save as CSV", icon: "download",
                run: () => void this.#ask(async signal => saveText(`${name}.csv`, "text/csv", csvOf(gridOf(await this.#whole(data, signal))))),
            });
            entries.push({
                label: "Copy as JSON", icon: "copy",
                run: () => void this.#ask(async signal => copyText(JSON.stringify(data.rows ? await this.#whole(data, signal) : data, null, 2))),
            });
        }

        const about = h("div", { class: "menu-about" }, h("p", {}, this.definition.description), ...needsOf(this.definition, this.#dashboard.source),
            h("p", { class: "faint" }, h("code", {}, this.definition.id)));
        openMenu(this.#menu, entries, about);
    }
}

function skeleton(): HTMLElement {
    return h("div", { class: "skeleton", role: "status", "aria-label": "Loading" });
}

/** Why there is nothing to draw, or null. */
function emptyOf(data: PanelData): string | null {
    if (data.status === "not-configured") return data.reason ?? "This panel is not configured.";
    if (data.status === "no-data") return "No data in this range.";
    if (data.rows) return data.rows.rows.length === 0 ? "Nothing matches in this range." : null;
    if (data.series) return data.series.series.length === 0 ? "Nothing matches in this range." : null;
    return data.value === null || data.value === undefined ? "No value in this range." : null;
}
