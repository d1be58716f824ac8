/** Tables of a panel's data, for the eye and for files. */

import type { Cell, PanelData } from "./model";

export interface Grid {
    columns: string[];
    rows: Cell[][];
}

/** The data of any panel as rows: what a screen reader reads and what a file holds. */
export function gridOf(data: PanelData): Grid {
    if (data.rows) return { columns: data.rows.columns, rows: data.rows.rows };
    if (data.series) {
        const shifted = data.series.series.some(series => series.shift !== null);
        return {
            columns: ["time", ...data.series.columns, ...shifted ? ["shift"] : [], "value"],
            rows: data.series.series.flatMap(series => series.points.map(([time, value]): Cell[] =>
                [time, ...series.key, ...shifted ? [series.shift] : [], value])),
        };
    }

    return { columns: data.previous === undefined ? ["value"] : ["value", "previous"], rows: [data.previous === undefined ? [data.value ?? null] : [data.value ?? null, data.previous]] };
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe: log lines are written by strangers. */
export function csvOf(grid: Grid): string {
    const field = (cell: Cell): string => {
        if (cell === null) return "";
        if (typeof cell === "number") return String(cell);
        const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
        return /[",\r\n]/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe;
    };
    return [grid.columns, ...grid.rows].map(row => row.map(field).join(",")).join("\r\n") + "\r\n";
}
