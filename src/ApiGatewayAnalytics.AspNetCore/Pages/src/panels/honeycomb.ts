/** A cell per entity, coloured by its value on a scale from the least to the most. */

import { isBadNews, type Drawing, type PanelHost } from "./drawing";
import { fullLabel, oneWordLabels, pickedOf } from "./keys";
import { inkOn, scaleColor } from "../colors";
import { h, s } from "../dom";
import { formatExact, formatValue } from "../format";
import { otherKey, type Cell, type PanelData } from "../model";
import { hideTooltip, showTooltip, tooltipContent } from "../tooltip";

interface Hexagons {
    columns: number;
    /** From the centre to a corner. */
    radius: number;
}

const root3 = Math.sqrt(3);

/** The largest hexagons, in rows shifted by half a cell, of which `count` fit. */
export function fitHexagons(count: number, width: number, height: number, most: number): Hexagons {
    let best: Hexagons = { columns: 1, radius: 0 };
    for (let columns = 1; columns <= count; columns++) {
        const rows = Math.ceil(count / columns);
        const radius = Math.min(width / (root3 * (columns + (rows > 1 ? 0.5 : 0))), height / (1.5 * rows + 0.5), most);
        if (radius > best.radius) best = { columns, radius };
    }

    return best;
}

export function drawHoneycomb(host: PanelHost): Drawing {
    const cells = s("g", {});
    // What stands in a cell may be cut; the name of the cell never is, so they are kept apart.
    const texts = s("g", { "aria-hidden": "true" });
    const svg = s("svg", { class: "comb", role: "group", "aria-label": host.definition.title }, cells, texts);
    const box = h("div", { class: "comb-box" }, svg);
    const scale = h("div", { class: "scale" });
    const element = h("div", { class: "honeycomb" }, box, scale);
    let data: PanelData | null = null;

    const draw = (): void => {
        const width = box.clientWidth, height = box.clientHeight;
        if (!data || width === 0 || height === 0) return;
        const rows = data.rows?.rows ?? [];
        const columns = data.rows?.columns.slice(0, -1) ?? [];
        const keys = rows.map(row => row.slice(0, -1));
        const names = oneWordLabels(keys);
        const values = rows.map(row => Number(row[row.length - 1] ?? 0));
        const floor = Math.min(0, ...values), most = Math.max(0, ...values);
        const bad = isBadNews(host.definition);
        const middle = [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
        // One outlier would leave all others pale.
        const logarithmic = floor === 0 && middle > 0 && most > 20 * middle;
        const share = (value: number): number => most <= floor ? 0 : logarithmic ? Math.log1p(value / middle * 9) / Math.log1p(most / middle * 9) : (value - floor) / (most - floor);
        const { columns: across, radius } = fitHexagons(rows.length, width, height, host.full ? 110 : 62);
        const down = Math.ceil(rows.length / across);
        const used = root3 * radius * (across + (down > 1 ? 0.5 : 0));
        const left = (width - used) / 2, top = Math.max(0, (height - radius * (1.5 * down + 0.5)) / 2);
        svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
        const words: SVGTextElement[] = [];
        cells.replaceChildren(...rows.map((_, index) => {
            const row = Math.floor(index / across), column = index % across;
            const x = left + root3 * radius * (column + 0.5 + (row % 2 === 1 ? 0.5 : 0));
            const y = top + radius * (1 + 1.5 * row);
            const color = scaleColor(share(values[index] ?? 0), bad, host.dark);
            words.push(...wordsOf(host, names[index] ?? "", values[index] ?? 0, color, x, y, radius));
            return cellOf(host, columns, keys[index] ?? [], values[index] ?? 0, color, x, y, radius, index === 0);
        }));
        texts.replaceChildren(...words);
        scale.replaceChildren(h("span", { class: "number" }, formatValue(floor, host.definition.unit)), stripes(bad, host.dark),
            h("span", { class: "number" }, formatValue(most, host.definition.unit)), logarithmic ? h("span", {}, "logarithmic") : "", h("span", { class: "faint scale-count" }, `${rows.length} ${rows.length === 1 ? "cell" : "cells"}`));
    };

    svg.addEventListener("keydown", event => {
        const all = [...cells.children] as SVGElement[];
        const index = all.indexOf(document.activeElement as SVGElement & HTMLElement);
        const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
        const next = all[index + step];
        if (index < 0 || step === 0 || !next) return;
        event.preventDefault();
        all[index]?.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
    });

    return {
        element,
        update(next: PanelData): void {
            data = next;
            draw();
        },
        resize: draw,
        dispose: hideTooltip,
    };
}

function stripes(bad: boolean, dark: boolean): HTMLElement {
    return h("span", { class: "scale-steps", "aria-hidden": "true" }, ...[0, 0.2, 0.4, 0.6, 0.8, 1].map(share => {
        const step = h("span");
        step.style.background = scaleColor(share, bad, dark);
        return step;
    }));
}

/** The name and the value in a cell, as far as there is room. */
function wordsOf(host: PanelHost, name: string, value: number, color: string, x: number, y: number, radius: number): SVGTextElement[] {
    if (radius < 20) return [];
    const ink = inkOn(color);
    const fits = Math.floor(radius * 1.6 / 6.2);
    const number = s("text", { x, y: radius >= 30 ? y + 9 : y + 4, class: "comb-value", fill: ink }, formatValue(value, host.definition.unit));
    if (radius < 30) return [number];
    return [number, s("text", { x, y: y - 7, class: "comb-name", fill: ink }, name.length > fits ? `${name.slice(0, Math.max(1, fits - 1))}\u2026` : name)];
}

function cellOf(host: PanelHost, columns: readonly string[], key: readonly Cell[], value: number, color: string,
    x: number, y: number, radius: number, first: boolean): SVGGElement {
    const corner = (turn: number): string => {
        const angle = (turn * 60 - 30) * Math.PI / 180;
        const reach = Math.max(radius - Math.min(1.5, radius * 0.12), 1);
        return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`;
    };
    const cell = s("g", { class: "comb-cell", role: "button", tabindex: first ? "0" : "-1", "aria-label": `${fullLabel(key)}: ${formatExact(value, host.definition.unit)}` },
        s("polygon", { points: [0, 1, 2, 3, 4, 5].map(corner).join(" "), fill: color }));

    const choose = (at: MouseEvent | KeyboardEvent): void => {
        hideTooltip();
        if (key.includes(otherKey)) return;
        const box = cell.getBoundingClientRect();
        host.pick(pickedOf(columns, key), at instanceof MouseEvent ? { x: at.clientX, y: at.clientY } : { x: box.left + box.width / 2, y: box.bottom });
    };
    cell.addEventListener("click", choose);
    cell.addEventListener("keydown", event => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(event);
    });
    cell.addEventListener("pointermove", event => showTooltip(event.clientX, event.clientY,
        ...tooltipContent(fullLabel(key), [{ color, label: host.definition.measure, value: formatExact(value, host.definition.unit) }])));
    cell.addEventListener("pointerleave", hideTooltip);
    return cell;
}
