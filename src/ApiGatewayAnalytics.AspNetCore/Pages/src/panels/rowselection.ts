/** Which rows of a table are shown, in which order. The server does the same to tables that are not here as a whole, so both must agree. */

import type { Cell, Rows } from "../model";

export interface Sort {
    column: string;
    descending: boolean;
}

export interface RowSelection {
    sort: Sort | null;
    /** What a cell of each row contains, whatever its case; empty for all rows. */
    search: string;
}

export const everyRow: RowSelection = { sort: null, search: "" };

export function isNarrowed(selection: RowSelection): boolean {
    return selection.sort !== null || selection.search !== "";
}

/** The rows but that of all others, which is the last one. */
export function keyRows(rows: Rows): readonly Cell[][] {
    return rows.otherRow ? rows.rows.slice(0, -1) : rows.rows;
}

/** The row of all others, if it is there. */
export function otherRowOf(rows: Rows): Cell[] | null {
    return rows.otherRow ? rows.rows.at(-1) ?? null : null;
}

/** The rows that match, in order. The row of all others matches nothing and stays last. */
export function selectRows(rows: Rows, { sort, search }: RowSelection): Rows {
    const wanted = search.toLowerCase();
    const found = keyRows(rows).filter(row => wanted === "" || row.some(cell => (cell === null ? "-" : String(cell)).toLowerCase().includes(wanted)));
    const column = sort === null ? -1 : rows.columns.indexOf(sort.column);
    if (sort !== null && column >= 0) found.sort((one, other) => compare(one[column] ?? null, other[column] ?? null, sort.descending));
    const rest = wanted === "" ? otherRowOf(rows) : null;
    return { columns: rows.columns, rows: rest ? [...found, rest] : found, otherRow: rest !== null };
}

/** Numbers by value, then texts by their UTF-16, what is absent last whichever way. */
function compare(one: Cell, other: Cell, descending: boolean): number {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return (descending ? -1 : 1) * (typeof one === "number" && typeof other === "number" ? one - other
        : typeof one === typeof other ? Number(one > other) - Number(one < other)
        : typeof one === "number" ? -1 : 1);
}
