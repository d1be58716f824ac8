/** A ranking: every key with its whole name, a bar, and its value. */

import type { Drawing, PanelHost } from "./drawing";
import { pickedOf, shortLabels, fullLabel } from "./keys";
import { meaningColor } from "../colors";
import { h } from "../dom";
import { formatExact, formatValue } from "../format";
import { otherKey, type PanelData } from "../model";
import { hideTooltip, showTooltip, tooltipContent } from "../tooltip";

export function drawBars(host: PanelHost): Drawing {
    const element = h("ol", { class: "bars" });
    return {
        element,
        update(data: PanelData): void {
            const rows = data.rows?.rows ?? [];
            const columns = data.rows?.columns.slice(0, -1) ?? [];
            const keys = rows.map(row => row.slice(0, -1));
            const names = shortLabels(keys);
            const values = rows.map(row => Number(row[row.length - 1] ?? 0));
            const most = Math.max(...values, 0);
            const total = values.reduce((sum, value) => sum + value, 0);
            const colors = keys.map(key => meaningColor(key.map(part => part === null ? null : String(part)), host.dark));
            element.replaceChildren(...rows.map((_, index) => {
                const key = keys[index] ?? [];
                const value = values[index] ?? 0;
                const fill = h("span", { class: "bar-fill" });
                fill.style.width = `${most > 0 ? Math.max(0.5, value / most * 100) : 0}%`;
                fill.style.background = colors[index] ?? "";
                const button = h("button", { type: "button", class: "bar" },
                    h("span", { class: "bar-label" }, names[index] ?? ""),
                    h("span", { class: "number" }, formatValue(value, host.definition.unit)),
                    h("span", { class: "bar-track" }, fill));
                button.addEventListener("click", () => {
                    hideTooltip();
                    if (!key.includes(otherKey)) host.pick(pickedOf(columns, key), button);
                });
                button.addEventListener("pointermove", event => showTooltip(event.clientX, event.clientY, ...tooltipContent(fullLabel(key), [
                    { ...colors[index] ? { color: colors[index] } : {}, label: data.rows?.columns[columns.length] ?? "value", value: formatExact(value, host.definition.unit) },
                    { label: "of what is shown", value: total > 0 ? formatValue(value / total * 100, "percent") : "-" },
                ])));
                button.addEventListener("pointerleave", hideTooltip);
                return h("li", {}, button);
            }));
        },
        dispose: hideTooltip,
    };
}
