/** One number, and how it changed against the range before. */

import type { Drawing, PanelHost } from "./drawing";
import { h } from "../dom";
import { formatExact, formatValue } from "../format";
import type { PanelData } from "../model";

export function drawSingle(host: PanelHost): Drawing {
    const number = h("div", { class: "single-number" });
    const change = h("div", { class: "single-change" });
    const element = h("div", { class: "single" }, number, change);
    return {
        element,
        update(data: PanelData): void {
            const { value, previous } = data;
            const text = formatValue(value, host.definition.unit);
            const split = /^(-?[\d.,]+)\s(.+)$/.exec(text);
            number.replaceChildren(split?.[1] ?? text, ...split?.[2] ? [h("span", { class: "single-unit" }, split[2])] : []);
            number.title = formatExact(value, host.definition.unit);
            change.replaceChildren(...changeOf(value, previous, host.definition.unit));
        },
    };
}

function changeOf(value: number | null | undefined, previous: number | null | undefined, unit: string): Node[] {
    if (typeof value !== "number" || typeof previous !== "number") return [];
    const before = `before: ${formatExact(previous, unit)}`;
    if (value === previous) return [h("span", { title: before }, "unchanged")];
    const share = previous === 0 ? null : (value - previous) / Math.abs(previous) * 100;
    const arrow = value > previous ? "\u25b2" : "\u25bc";
    const text = share === null ? `from ${formatValue(previous, unit)}`
        : Math.abs(share) >= 1000 ? `${formatValue(value / previous, "")}\u00d7` : `${formatValue(Math.abs(share), "percent")}`;
    return [h("span", { class: value > previous ? "up" : "down", title: before }, h("span", { "aria-hidden": "true" }, arrow),
        h("span", { class: "offscreen" }, value > previous ? "up" : "down"), ` ${text}`), h("span", { class: "faint" }, " vs before")];
}
