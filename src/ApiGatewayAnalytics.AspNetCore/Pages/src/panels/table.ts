/** Rows with sorting, searching and pages. Rows beyond what an answer holds are asked for when somebody turns to them. */

import { tableCell } from "./cells";
import type { Drawing, PanelHost } from "./drawing";
import { h, icon, uniqueId } from "../dom";
import { formatCount, unitOfColumn } from "../format";
import type { Cell, PanelData, Rows } from "../model";
import { otherKey } from "../model";

interface Sort {
    column: number;
    descending: boolean;
}

const blockSize = 1000;
const title = (column: string): string => column === "sum" || column === "count" ? column : column.replace(/^identity(?=[A-Z])/, "").replace(/^[A-Z](?=[a-z])/, c => c.toLowerCase());

export function drawTable(host: PanelHost): Drawing {
    return new Table(host);
}

class Table implements Drawing {
    readonly element: HTMLElement;
    readonly #host: PanelHost;
    readonly #search: HTMLInputElement;
    readonly #head = h("thead");
    readonly #body = h("tbody");
    readonly #pager = h("div", { class: "pager" });
    readonly #scroller: HTMLElement;
    #first: PanelData | null = null;
    #rows: Rows = { columns: [], rows: [] };
    #unit = "";
    #skipped = 0;
    #page = 0;
    #sort: Sort | null = null;
    #most: number[] = [];

    constructor(host: PanelHost) {
        this.#host = host;
        const id = uniqueId("search");
        this.#search = h("input", { type: "search", id, placeholder: "Search", "aria-label": `Search in ${host.definition.title}`, autocomplete: "off" });
        this.#search.addEventListener("input", () => {
            this.#page = 0;
            this.#draw();
        });
        this.#scroller = h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Rows of ${host.definition.title}` },
            h("table", {}, this.#head, this.#body));
        this.element = h("div", { class: "table" }, h("div", { class: "table-bar" },
            h("label", { class: "search", for: id }, icon("search"), this.#search), this.#pager), this.#scroller);
        this.#body.addEventListener("keydown", event => this.#move(event));
    }

    update(data: PanelData): void {
        this.#first = data;
        this.#unit = data.unit;
        if (this.#skipped === 0) {
            this.#rows = data.rows ?? { columns: [], rows: [] };
            this.#draw();
        } else {
            void this.#load(this.#skipped);
        }
    }

    /** A few more than a page are no reason to turn one. */
    get #pageSize(): number {
        return this.#rows.rows.length <= 150 ? 150 : 100;
    }

    get #total(): number {
        return this.#rows.total ?? this.#first?.rows?.total ?? this.#rows.rows.length;
    }

    async #load(skip: number): Promise<void> {
        this.element.setAttribute("aria-busy", "true");
        try {
            const data = skip === 0 && this.#first ? this.#first : await this.#host.rows(skip, blockSize);
            this.#rows = data.rows ?? { columns: [], rows: [] };
            this.#skipped = skip;
            this.#draw();
        } catch {
            this.#pager.replaceChildren(h("span", { class: "bad" }, "These rows could not be loaded."));
        } finally {
            this.element.removeAttribute("aria-busy");
        }
    }

    /** Rows of this block that match, in order. The merged row stays last. */
    #visible(): Cell[][] {
        const wanted = this.#search.value.trim().toLowerCase();
        let rows = this.#rows.rows;
        if (wanted) rows = rows.filter(row => row.some(cell => (cell === null ? "-" : String(cell)).toLowerCase().includes(wanted)));
        const sort = this.#sort;
        if (!sort) return rows;
        const side = sort.descending ? -1 : 1;
        return [...rows].sort((one, other) => {
            if (this.#isOther(one) !== this.#isOther(other)) return this.#isOther(one) ? 1 : -1;
            const a = one[sort.column] ?? null, b = other[sort.column] ?? null;
            if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
            return side * (typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
        });
    }

    #isOther(row: readonly Cell[]): boolean {
        return this.#rows.otherRow === true && row[0] === otherKey;
    }

    #draw(): void {
        const columns = this.#rows.columns;
        const rows = this.#visible();
        const numeric = columns.map((_, index) => this.#rows.rows.some(row => typeof row[index] === "number"));
        this.#most = columns.map((_, index) => numeric[index]
            ? this.#rows.rows.reduce((most, row) => this.#isOther(row) ? most : Math.max(most, Number(row[index] ?? 0)), 0) : 0);
        this.#page = Math.min(this.#page, Math.max(0, Math.ceil(rows.length / this.#pageSize) - 1));
        const start = this.#page * this.#pageSize;
        const shown = rows.slice(start, start + this.#pageSize);
        this.#head.replaceChildren(h("tr", {}, ...columns.map((column, index) => this.#header(column, index, numeric[index] ?? false))));
        const keys = new Set([...this.#host.definition.by, ...this.#host.definition.columns]);
        // Bars help to compare one column; beside others of its kind they are noise.
        const bars = this.#host.definition.measure !== "percentiles" && columns.filter(column => !keys.has(column)).length === 1;
        this.#body.replaceChildren(...shown.map(row => h("tr", this.#isOther(row) ? { class: "other-row" } : {},
            ...columns.map((column, index) => tableCell(this.#host, {
                column, value: row[index] ?? null, unit: unitOfColumn(column, this.#unit), numeric: numeric[index] ?? false,
                most: bars && !keys.has(column) ? this.#most[index] ?? 0 : 0, other: this.#isOther(row),
            })))));
        this.#body.querySelector("button")?.setAttribute("tabindex", "0");
        if (shown.length === 0) this.#body.append(h("tr", {}, h("td", { colspan: columns.length || 1, class: "nothing" }, "No row matches.")));
        this.#drawPager(start, shown.length, rows.length);
    }

    #header(column: string, index: number, numeric: boolean): HTMLElement {
        const sorted = this.#sort?.column === index ? this.#sort.descending ? "descending" : "ascending" : null;
        const button = h("button", { type: "button", class: "sort", title: column }, title(column),
            sorted ? icon(sorted === "descending" ? "down" : "up") : null);
        button.addEventListener("click", () => {
            const descendingFirst = numeric;
            this.#sort = this.#sort?.column !== index ? { column: index, descending: descendingFirst }
                : this.#sort.descending === descendingFirst ? { column: index, descending: !descendingFirst } : null;
            this.#page = 0;
            this.#draw();
            (this.#head.querySelectorAll("button")[index] as HTMLElement | undefined)?.focus();
        });
        return h("th", { scope: "col", class: numeric ? "numeric" : null, "aria-sort": sorted ?? undefined }, button);
    }

    #drawPager(start: number, shown: number, matching: number): void {
        const partial = this.#total > this.#rows.rows.length;
        const narrowed = this.#search.value.trim() !== "" || this.#sort !== null;
        const first = this.#skipped + start + 1;
        const range = matching === 0 ? "0 rows" : matching <= this.#pageSize && !partial ? `${formatCount(matching)} ${matching === 1 ? "row" : "rows"}`
            : `${formatCount(first)}\u2013${formatCount(first + shown - 1)} of ${formatCount(partial && !this.#search.value.trim() ? this.#total : matching)}`;
        const hint = partial && narrowed
            ? h("span", { class: "faint" }, `within rows ${formatCount(this.#skipped + 1)}\u2013${formatCount(this.#skipped + this.#rows.rows.length)}`) : null;
        const atEnd = start + shown >= matching;
        const hasMore = !atEnd || this.#skipped + this.#rows.rows.length < this.#total && this.#host.live;
        const children: (Node | null)[] = [hint, h("span", { class: "pager-range", role: "status" }, range)];
        if (start > 0 || this.#skipped > 0 || hasMore) {
            children.push(this.#turn("left", "Previous rows", start > 0 || this.#skipped > 0, () => {
                if (this.#page > 0) {
                    this.#page -= 1;
                    this.#draw();
                } else {
                    this.#page = Math.floor((blockSize - 1) / this.#pageSize);
                    void this.#load(Math.max(0, this.#skipped - blockSize));
                }
            }), this.#turn("right", "Next rows", hasMore, () => {
                if (!atEnd) {
                    this.#page += 1;
                    this.#draw();
                } else {
                    this.#page = 0;
                    void this.#load(this.#skipped + this.#rows.rows.length);
                }
            }));
        }

        this.#pager.replaceChildren(...children.filter(child => child !== null));
    }

    #turn(name: string, label: string, enabled: boolean, run: () => void): HTMLButtonElement {
        const button = h("button", { type: "button", class: "icon-button small", "aria-label": label, disabled: !enabled }, icon(name));
        button.addEventListener("click", () => {
            run();
            this.#scroller.scrollTop = 0;
            (this.#pager.querySelector(`[aria-label="${label}"]`) as HTMLElement | null)?.focus();
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
