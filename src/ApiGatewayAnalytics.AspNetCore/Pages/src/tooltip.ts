/** The one tooltip of the page. Its content is elements made of text, never markup. */

import { h } from "./dom";

let element: HTMLElement | null = null;

export function showTooltip(x: number, y: number, ...content: Node[]): void {
    element ??= document.body.appendChild(h("div", { class: "tooltip", "aria-hidden": "true" }));
    element.replaceChildren(...content);
    element.hidden = false;
    const margin = 14;
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = x + margin + width > innerWidth - 4 ? x - margin - width : x + margin;
    const top = y + margin + height > innerHeight - 4 ? y - margin - height : y + margin;
    element.style.transform = `translate(${Math.max(4, Math.round(left))}px, ${Math.max(4, Math.round(top))}px)`;
}

export function hideTooltip(): void {
    if (element) element.hidden = true;
}

export interface TooltipLine {
    color?: string;
    label: string;
    value: string;
    strong?: boolean;
}

/** A title and lines of swatch, label and value. */
export function tooltipContent(title: string, lines: readonly TooltipLine[], note?: string): Node[] {
    const body = h("div", { class: "tooltip-lines" });
    for (const line of lines) {
        const mark = h("span", { class: "swatch" });
        if (line.color) mark.style.background = line.color;
        else mark.classList.add("none");
        body.append(mark, h("span", { class: "tooltip-label" }, line.label), h("span", { class: line.strong ? "number strong" : "number" }, line.value));
    }

    const nodes: Node[] = [h("div", { class: "tooltip-title" }, title), body];
    if (note) nodes.push(h("div", { class: "tooltip-note" }, note));
    return nodes;
}
