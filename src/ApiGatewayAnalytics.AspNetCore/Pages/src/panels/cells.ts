/** One cell of a table, by what its column holds. */

import type { PanelHost } from "./drawing";
import { isStatus, statusColor } from "../colors";
import { h } from "../dom";
import { formatCount, formatExact, formatText, formatTime, formatValue } from "../format";
import type { Cell } from "../model";

export interface CellOf {
    column: string;
    value: Cell;
    unit: string;
    numeric: boolean;
    /** The largest value of the column, if a bar is to be drawn behind the number; else 0. */
    most: number;
    other: boolean;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

export function tableCell(host: PanelHost, cell: CellOf): HTMLTableCellElement {
    const { value, column } = cell;
    if (value === null) return h("td", { class: cell.numeric ? "numeric absent" : "absent" }, "-");
    if (typeof value === "number") return numberCell(cell, value);
    const time = isoTime.test(value);
    const text = time ? formatTime(value, true) : formatText(value);
    if (cell.other) return h("td", { title: "All keys beyond the limit, merged" }, text);
    const button = h("button", { type: "button", tabindex: "-1", class: "cell", title: text.length > 24 ? text : undefined });
    if (!time && /status$/i.test(column) && isStatus(value)) {
        const mark = h("span", { class: "swatch" });
        mark.style.background = statusColor(value);
        button.append(mark);
    }

    button.append(text);
    button.addEventListener("click", () => host.pick([{ column, value }], button));
    return h("td", { class: time ? "time" : null }, button);
}

function numberCell(cell: CellOf, value: number): HTMLTableCellElement {
    const exact = formatExact(value, cell.unit);
    const text = cell.unit === "count" || cell.unit === "" ? formatCount(value) : formatValue(value, cell.unit);
    const element = h("td", { class: "numeric", title: exact === text ? undefined : exact });
    if (cell.most > 0 && !cell.other && value > 0) {
        const bar = h("span", { class: "cell-bar", "aria-hidden": "true" });
        bar.style.width = `${Math.max(1, Math.min(100, value / cell.most * 100))}%`;
        element.append(bar);
    }

    element.append(h("span", { class: "cell-number" }, text));
    return element;
}
