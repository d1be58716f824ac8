/** Rows with sorting, searching and pages. */

import { tableCell } from "./cells";
import type { Drawing, PanelHost } from "./drawing";
import type { Sort } from "./rowselection";
import { TableRows } from "./tablerows";
import { h, icon, keepingFocus, uniqueId } from "../dom";
import { formatCount, unitOfColumn } from "../format";
import type { Cell, PanelData, Rows } from "../model";

/** How long somebody who types is waited for, where each search is a question to the server. */
const typingPause = 250;
/** The longest search that the server takes. */
const longestSearch = 512;
const title = (column: string): string => column === "sum" || column === "count" ? column : column.replace(/^identity(?=[A-Z])/, "").replace(/^[A-Z](?=[a-z])/, c => c.toLowerCase());

export function drawTable(host: PanelHost): Drawing {
    return new Table(host);
}

class Table implements Drawing {
    readonly element: HTMLElement;
    readonly #host: PanelHost;
    readonly #rows: TableRows;
    readonly #search: HTMLInputElement;
    readonly #head = h("thead");
    readonly #body = h("tbody");
    readonly #range = h("span", { class: "pager-range", role: "status" });
    readonly #previous = this.#turn("left", "Previous rows", -1);
    readonly #next = this.#turn("right", "Next rows", 1);
    readonly #notice = h("div", { class: "table-notice", role: "alert", hidden: true });
    readonly #scroller: HTMLElement;
    #unit = "";
    #typing = 0;
    #shown = "";

    constructor(host: PanelHost) {
        this.#host = host;
        this.#rows = new TableRows(host, () => this.#draw());
        const id = uniqueId("search");
        this.#search = h("input", { type: "search", id, placeholder: "Search", "aria-label": `Search in ${host.definition.title}`, autocomplete: "off", maxlength: longestSearch });
        this.#search.addEventListener("input", () => this.#typed());
        this.#search.addEventListener("keydown", event => {
            if (event.key !== "Escape" || this.#search.value === "") return;
            // What there is to clear is cleared before anything is closed.
            event.preventDefault();
            this.#search.value = "";
            this.#typed();
        });
        this.#scroller = h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Rows of ${host.definition.title}` },
            h("table", {}, this.#head, this.#body));
        this.element = h("div", { class: "table" }, h("div", { class: "table-bar" },
            h("label", { class: "search", for: id }, icon("search"), this.#search),
            h("div", { class: "pager" }, this.#range, this.#previous, this.#next)), this.#notice, this.#scroller);
        this.#body.addEventListener("keydown", event => this.#move(event));
    }

    update(data: PanelData): void {
        this.#unit = data.unit;
        this.#rows.update(data.rows ?? { columns: [], rows: [] });
    }

    whole(signal: AbortSignal): Promise<Rows> {
        return this.#rows.whole(signal);
    }

    dispose(): void {
        clearTimeout(this.#typing);
        this.#rows.dispose();
    }

    #typed(): void {
        clearTimeout(this.#typing);
        const search = (): void => this.#rows.select({ ...this.#rows.selection, search: this.#search.value.trim() });
        if (this.#rows.isPartial) this.#typing = window.setTimeout(search, typingPause);
        else search();
    }

    #draw(): void {
        keepingFocus(this.element, () => {
            if (this.#rows.isBusy) this.element.setAttribute("aria-busy", "true");
            else this.element.removeAttribute("aria-busy");
            this.#drawRows();
        });
        this.#drawPager();
        this.#drawNotice();
        const shown = JSON.stringify([this.#rows.at, this.#rows.selection]);
        if (shown !== this.#shown) this.#scroller.scrollTop = 0;
        this.#shown = shown;
    }

    #drawRows(): void {
        const { columns, loaded, page, rest } = this.#rows;
        const numeric = columns.map((_, index) => loaded.some(row => typeof row[index] === "number"));
        const most = columns.map((_, index) => numeric[index] ? loaded.reduce((largest, row) => Math.max(largest, Number(row[index] ?? 0)), 0) : 0);
        this.#head.replaceChildren(h("tr", {}, ...columns.map((column, index) => this.#header(column, numeric[index] ?? false))));
        const keys = new Set([...this.#host.definition.by, ...this.#host.definition.columns]);
        // Bars help to compare one column; beside others of its kind they are noise.
        const bars = this.#host.definition.measure !== "percentiles" && columns.filter(column => !keys.has(column)).length === 1;
        const lineOf = (row: readonly Cell[], other: boolean): HTMLElement => h("tr", other ? { class: "other-row" } : {},
            ...columns.map((column, index) => tableCell(this.#host, {
                column, value: row[index] ?? null, unit: unitOfColumn(column, this.#unit), numeric: numeric[index] ?? false,
                most: bars && !keys.has(column) ? most[index] ?? 0 : 0, other,
            })));
        this.#body.replaceChildren(...page.map(row => lineOf(row, false)), ...rest ? [lineOf(rest, true)] : []);
        this.#body.querySelector("button")?.setAttribute("tabindex", "0");
        if (page.length === 0 && !rest) this.#body.append(h("tr", {}, h("td", { colspan: columns.length || 1, class: "nothing" }, "No row matches.")));
    }

    #header(column: string, numeric: boolean): HTMLElement {
        const { sort } = this.#rows.selection;
        const sorted = sort?.column !== column ? null : sort.descending ? "descending" : "ascending";
        const button = h("button", { type: "button", class: "sort", title: column }, title(column),
            sorted ? icon(sorted === "descending" ? "down" : "up") : null);
        button.addEventListener("click", () => {
            const next: Sort | null = sorted === null ? { column, descending: numeric }
                : (sorted === "descending") === numeric ? { column, descending: !numeric } : null;
            this.#rows.select({ ...this.#rows.selection, sort: next });
        });
        return h("th", { scope: "col", class: numeric ? "numeric" : null, "aria-sort": sorted ?? undefined }, button);
    }

    #drawPager(): void {
        const { at, page, pageSize, total } = this.#rows;
        const text = total <= pageSize ? `${formatCount(total)} ${total === 1 ? "row" : "rows"}`
            : `${formatCount(at + 1)}\u2013${formatCount(at + page.length)} of ${formatCount(total)}`;
        // Saying the same again would be read out again.
        if (this.#range.textContent !== text) this.#range.textContent = text;
        for (const [button, isPossible] of [[this.#previous, at > 0], [this.#next, at + pageSize < total]] as const) {
            button.hidden = total <= pageSize;
            // A button that is disabled would lose the focus of whoever turns pages by keyboard.
            button.setAttribute("aria-disabled", String(!isPossible));
        }
    }

    #drawNotice(): void {
        const { failure } = this.#rows;
        this.#notice.hidden = failure === null;
        this.#notice.replaceChildren(...failure === null ? [] : [icon("warning"), h("span", {}, `These rows could not be loaded, so what is shown is from before. ${failure}`),
            h("button", { type: "button", class: "link", onclick: () => this.#tryAgain() }, "Try again")]);
    }

    #tryAgain(): void {
        // The notice goes, and the button that has the focus with it.
        this.#scroller.focus();
        this.#rows.tryAgain();
    }

    #turn(name: string, label: string, pages: number): HTMLButtonElement {
        const button = h("button", { type: "button", class: "icon-button small", "aria-label": label }, icon(name));
        button.addEventListener("click", () => {
            if (button.getAttribute("aria-disabled") !== "true") this.#rows.turnTo(Math.max(0, this.#rows.at + pages * this.#rows.pageSize));
        });
        return button;
    }

    /** Arrow keys walk through cells, so that a table is one stop of the Tab key. */
    #move(event: KeyboardEvent): void {
        const from = event.target;
        if (!(from instanceof HTMLElement) || !event.key.startsWith("Arrow")) return;
        const cell = from.closest("td"), row = from.closest("tr");
        if (!cell || !row) return;
        let target: Element | null | undefined;
        if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
            const buttons = [...row.querySelectorAll("button")];
            target = buttons[buttons.indexOf(from as HTMLButtonElement) + (event.key === "ArrowRight" ? 1 : -1)];
        } else {
            const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
            target = next?.children[[...row.children].indexOf(cell)]?.querySelector("button");
        }

        if (!(target instanceof HTMLElement)) return;
        event.preventDefault();
        from.setAttribute("tabindex", "-1");
        target.setAttribute("tabindex", "0");
        target.focus();
    }
}
