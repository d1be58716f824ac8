/** A ring of shares, beside a list that names every one of them with value and share. */

import type { Drawing, PanelHost } from "./drawing";
import { fullLabel, pickedOf, shortLabels } from "./keys";
import { colorsOf } from "../colors";
import { h, s } from "../dom";
import { formatExact, formatValue } from "../format";
import { otherKey, type PanelData } from "../model";
import { hideTooltip, showTooltip, tooltipContent } from "../tooltip";

export function drawPie(host: PanelHost): Drawing {
    const ring = s("svg", { viewBox: "-50 -50 100 100", class: "ring", "aria-hidden": "true" });
    const list = h("ul", { class: "shares" });
    const element = h("div", { class: "pie" }, ring, list);
    return {
        element,
        update(data: PanelData): void {
            const columns = data.rows?.columns.slice(0, -1) ?? [];
            const rows = [...data.rows?.rows ?? []].sort((one, other) => Number(isOther(one)) - Number(isOther(other))
                || Number(other[other.length - 1]) - Number(one[one.length - 1]));
            const keys = rows.map(row => row.slice(0, -1));
            const names = shortLabels(keys);
            const values = rows.map(row => Math.max(0, Number(row[row.length - 1] ?? 0)));
            const total = values.reduce((sum, value) => sum + value, 0);
            const colors = colorsOf(keys.map(key => key.map(part => part === null ? null : String(part))), names, host.dark);
            const parts: SVGPathElement[] = [];
            let angle = 0;
            const items = rows.map((_, index) => {
                const key = keys[index] ?? [], value = values[index] ?? 0, color = colors[index] ?? "#888";
                const share = total > 0 ? value / total : 0;
                const part = s("path", { d: arc(angle, angle + share), fill: color, class: "part" });
                angle += share;
                if (share > 0) parts.push(part);
                const swatch = h("span", { class: "swatch" });
                swatch.style.background = color;
                const button = h("button", { type: "button", class: "share", title: fullLabel(key) }, swatch,
                    h("span", { class: "share-label" }, names[index] ?? ""),
                    h("span", { class: "number" }, formatValue(value, host.definition.unit)),
                    h("span", { class: "number faint" }, `${(share * 100).toFixed(1)} %`));
                const choose = (at: MouseEvent): void => {
                    hideTooltip();
                    if (!key.includes(otherKey)) host.pick(pickedOf(columns, key), at.detail === 0 ? button : { x: at.clientX, y: at.clientY });
                };
                button.addEventListener("click", choose);
                part.addEventListener("click", choose);
                const point = (at: PointerEvent): void => {
                    ring.classList.add("pointing");
                    part.classList.add("pointed");
                    button.classList.add("pointed");
                    if (at.currentTarget === part) {
                        showTooltip(at.clientX, at.clientY, ...tooltipContent(fullLabel(key), [
                            { color, label: "value", value: formatExact(value, host.definition.unit) },
                            { label: "share", value: formatExact(share * 100, "percent") },
                        ]));
                    }
                };
                const leave = (): void => {
                    ring.classList.remove("pointing");
                    part.classList.remove("pointed");
                    button.classList.remove("pointed");
                    hideTooltip();
                };
                for (const target of [part, button]) {
                    target.addEventListener("pointermove", point as EventListener);
                    target.addEventListener("pointerleave", leave);
                }

                return h("li", {}, button);
            });
            ring.replaceChildren(...parts,
                s("text", { x: 0, y: 1, class: "ring-total" }, formatValue(total, host.definition.unit)),
                s("text", { x: 0, y: 12, class: "ring-caption" }, host.definition.unit === "count" ? "total" : host.definition.unit));
            list.replaceChildren(...items);
        },
        dispose: hideTooltip,
    };
}

function isOther(row: readonly unknown[]): boolean {
    return row[0] === otherKey;
}

/** A slice of the ring, from and to as shares of the whole. */
function arc(from: number, to: number): string {
    const outer = 47, inner = 31;
    if (to - from > 0.9999) {
        return `M0 ${-outer}A${outer} ${outer} 0 1 1 -0.01 ${-outer}ZM0 ${-inner}A${inner} ${inner} 0 1 0 0.01 ${-inner}Z`;
    }

    const at = (share: number, radius: number): string => {
        const turn = share * 2 * Math.PI - Math.PI / 2;
        return `${(Math.cos(turn) * radius).toFixed(2)} ${(Math.sin(turn) * radius).toFixed(2)}`;
    };
    const large = to - from > 0.5 ? 1 : 0;
    return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
}
