/** How much room a panel gets. It follows from its chart alone, and rows are always full. */

import type { PanelDefinition } from "./model";

export interface Placed {
    panel: PanelDefinition;
    span: number;
    /** A number as high as a chart. */
    tall?: boolean;
}

/** Fewer numbers than these are no row of their own; they stand among the charts, as high as those. */
const fewestNumbers = 2;

type Kind = "number" | "chart" | "table";

/** Units of a row: a phone has 2, a tablet 6, a desktop 12, a wall screen 24. */
export function unitsFor(width: number): number {
    return width < 620 ? 2 : width < 1080 ? 6 : width < 2100 ? 12 : 24;
}

function kindOf(panel: PanelDefinition): Kind {
    return panel.chart === "single-value" ? "number" : panel.chart === "table" ? "table" : "chart";
}

function spanOf(panel: PanelDefinition, units: number): number {
    if (units === 2) return panel.chart === "single-value" ? 1 : 2;
    if (units === 6) return panel.chart === "single-value" ? 2 : panel.chart === "pie" || panel.chart === "honeycomb" || panel.chart === "bar" ? 3 : 6;
    switch (panel.chart) {
        case "single-value": return 3;
        case "pie": case "honeycomb": case "bar": return 4;
        case "table": {
            const columns = panel.measure === "rows" ? panel.columns.length : panel.by.length + (panel.measure === "percentiles" ? 4 : 1);
            return columns <= 3 ? 4 : columns <= 5 ? 6 : 12;
        }
        default: return 6;
    }
}

/** Numbers first, then charts, then tables, each in the order of the definitions, with a later one drawn forward where it fills a row. */
export function place(panels: readonly PanelDefinition[], units: number): Placed[] {
    const numbers = panels.filter(panel => kindOf(panel) === "number");
    if (units > 2 && numbers.length > 0 && numbers.length < fewestNumbers && panels.some(panel => kindOf(panel) === "chart")) {
        const mixed = pack([...numbers, ...panels.filter(panel => kindOf(panel) === "chart")], units);
        // One that has a row of its own after all need not be as high as anything.
        return [...mixed.map(placed => kindOf(placed.panel) === "number" && placed.span < units ? { ...placed, tall: true } : placed), ...pack(panels.filter(panel => kindOf(panel) === "table"), units)];
    }

    return (["number", "chart", "table"] as const).flatMap(kind => pack(panels.filter(panel => kindOf(panel) === kind), units));
}

function pack(panels: readonly PanelDefinition[], units: number): Placed[] {
    const rest = panels.map(panel => ({ panel, span: Math.min(units, spanOf(panel, units)) }));
    const placed: Placed[] = [];
    if (rest.every(entry => entry.panel.chart === "single-value") && rest.length > 0 && units > 2) return packNumbers(rest, units);
    while (rest.length > 0) {
        const row: Placed[] = [];
        let free = units;
        for (let index = 0; index < rest.length && free > 0;) {
            const entry = rest[index];
            if (entry && entry.span <= free) {
                row.push(entry);
                free -= entry.span;
                rest.splice(index, 1);
            } else index += 1;
        }

        stretch(row, free);
        placed.push(...row);
    }

    return placed;
}

/** Rows of numbers hold equally many, so that they line up. */
function packNumbers(entries: Placed[], units: number): Placed[] {
    const most = Math.floor(units / 2);
    const rows = Math.ceil(entries.length / most);
    const each = Math.ceil(entries.length / rows);
    return entries.map((entry, index) => {
        const inRow = Math.min(each, entries.length - Math.floor(index / each) * each);
        const base = Math.floor(units / inRow), over = units - base * inRow;
        return { panel: entry.panel, span: base + (index % each < over ? 1 : 0) };
    });
}

function stretch(row: Placed[], free: number): void {
    for (let index = 0; free > 0 && row.length > 0; index = (index + 1) % row.length) {
        const entry = row[index];
        if (entry) entry.span += 1;
        free -= 1;
    }
}
