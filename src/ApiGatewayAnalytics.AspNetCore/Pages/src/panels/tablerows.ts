/** The rows of a table as they are wanted: sorted and searched here where all of them are here, else asked of the server block by block. */

import type { PanelHost } from "./drawing";
import { everyRow, isNarrowed, keyRows, otherRowOf, selectRows, type RowSelection } from "./rowselection";
import type { Cell, Rows } from "../model";
import { blockRows, mostRows } from "../source";

const noRows: Rows = { columns: [], rows: [] };

/** Asks for all rows that match, in order, as often as it takes. */
export async function askForAll(host: PanelHost, selection: RowSelection, signal: AbortSignal): Promise<Rows> {
    const all: Cell[][] = [];
    for (;;) {
        const part = (await host.rows({ ...selection, skip: all.length, rows: mostRows }, signal)).rows ?? noRows;
        const rows = keyRows(part);
        all.push(...rows);
        if (rows.length === 0 || all.length >= (part.total ?? 0)) {
            const rest = otherRowOf(part);
            return { columns: part.columns, rows: rest ? [...all, rest] : all, otherRow: rest !== null };
        }
    }
}

export class TableRows {
    readonly #host: PanelHost;
    readonly #changed: () => void;
    /** What every poll brings: the table, or its first block. */
    #first: Rows = noRows;
    /** What is here of the rows that are wanted, and how many of them come before it. */
    #block: Rows = noRows;
    #skipped = 0;
    #selection = everyRow;
    #at = 0;
    /** Where the page that is wanted begins, while its rows are on their way. */
    #wanted = 0;
    #asking: AbortController | null = null;
    #failure: string | null = null;

    constructor(host: PanelHost, changed: () => void) {
        this.#host = host;
        this.#changed = changed;
    }

    get columns(): readonly string[] {
        return this.#first.columns;
    }

    /** Everything that is here, to see what columns hold. */
    get loaded(): readonly Cell[][] {
        return [...keyRows(this.#first), ...this.#block === this.#first ? [] : keyRows(this.#block)];
    }

    get selection(): RowSelection {
        return this.#selection;
    }

    /** Whether there are rows that only the server has. */
    get isPartial(): boolean {
        return this.#host.live && (this.#first.total ?? 0) > keyRows(this.#first).length;
    }

    /** How many rows match, that of all others aside. */
    get total(): number {
        return this.#block.total ?? this.#skipped + keyRows(this.#block).length;
    }

    /** A few more than a page are no reason to turn one. */
    get pageSize(): number {
        return this.total <= 150 ? 150 : 100;
    }

    /** How many rows come before the page that is shown. */
    get at(): number {
        return Math.min(this.#at, Math.floor(Math.max(0, this.total - 1) / this.pageSize) * this.pageSize);
    }

    /** The rows of the page, that of all others aside. */
    get page(): readonly Cell[][] {
        const start = this.at - this.#skipped;
        return keyRows(this.#block).slice(start, start + this.pageSize);
    }

    /** The row of all others, where it comes behind the rows of the page. */
    get rest(): Cell[] | null {
        return this.at + this.pageSize >= this.total ? otherRowOf(this.#block) : null;
    }

    get isBusy(): boolean {
        return this.#asking !== null;
    }

    /** Why the rows that are wanted are not here. */
    get failure(): string | null {
        return this.#failure;
    }

    update(rows: Rows): void {
        const isKnown = rows === this.#first;
        this.#first = rows;
        if (isKnown) this.#changed();
        else if (this.isPartial && (isNarrowed(this.#selection) || this.#skipped > 0)) void this.#load(this.#wanted);
        else this.#show(this.#wanted);
    }

    select(selection: RowSelection): void {
        this.#selection = selection;
        if (this.isPartial && isNarrowed(selection)) void this.#load(0);
        else this.#show(0);
    }

    turnTo(at: number): void {
        if (at >= this.#skipped && at < this.#skipped + Math.max(1, keyRows(this.#block).length)) {
            this.#settle();
            this.#at = this.#wanted = at;
            this.#changed();
        } else if (at < blockRows && !isNarrowed(this.#selection)) this.#show(at);
        else void this.#load(at);
    }

    tryAgain(): void {
        void this.#load(this.#wanted);
    }

    /** All rows as they are wanted, wherever they are. */
    async whole(signal: AbortSignal): Promise<Rows> {
        return this.isPartial ? askForAll(this.#host, this.#selection, signal) : this.#block;
    }

    dispose(): void {
        this.#asking?.abort();
    }

    /** Shows what is here. */
    #show(at: number): void {
        this.#settle();
        this.#block = isNarrowed(this.#selection) ? selectRows(this.#first, this.#selection) : this.#first;
        this.#skipped = 0;
        this.#at = this.#wanted = at;
        this.#changed();
    }

    /** Asks for the block that a row is in. What was asked for before is no longer wanted. */
    async #load(at: number): Promise<void> {
        this.#settle();
        const asking = this.#asking = new AbortController();
        this.#wanted = at;
        this.#changed();
        try {
            let skip = Math.floor(at / blockRows) * blockRows;
            let block = await this.#ask(skip, asking.signal);
            if (keyRows(block).length === 0 && skip > 0 && block.total) {
                // There are fewer rows than there were.
                skip = Math.floor((block.total - 1) / blockRows) * blockRows;
                block = await this.#ask(skip, asking.signal);
            }

            if (asking.signal.aborted) return;
            this.#settle();
            [this.#block, this.#skipped, this.#at] = [block, skip, at];
        } catch (error) {
            if (asking.signal.aborted) return;
            this.#settle();
            this.#failure = error instanceof Error ? error.message : String(error);
        }

        this.#changed();
    }

    async #ask(skip: number, signal: AbortSignal): Promise<Rows> {
        return (await this.#host.rows({ ...this.#selection, skip, rows: blockRows }, signal)).rows ?? noRows;
    }

    #settle(): void {
        this.#asking?.abort();
        this.#asking = null;
        this.#failure = null;
    }
}
