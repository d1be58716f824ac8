/** The names of the series, below the chart: what they mean, and a way to everything that can be done with one. */

import { shiftLabel } from "./keys";
import type { TimeData, Track } from "./timedata";
import { h } from "../dom";

export interface LegendActions {
    highlight(name: string | null): void;
    choose(track: Track, at: HTMLElement): void;
    /** Shows or hides a comparison. */
    toggle(name: string): void;
}

export function drawLegend(element: HTMLElement, data: TimeData, hidden: ReadonlySet<string>, actions: LegendActions): void {
    const main = data.tracks.filter(track => track.shift === null);
    const items: HTMLElement[] = [];
    if (main.length > 1 || main.some(track => track.key.length > 0)) {
        for (const track of main) items.push(itemOf(track, data.bars, hidden, actions));
    }

    for (const shift of data.shifts) items.push(shiftItem(shift, hidden, actions));
    element.replaceChildren(...items);
    element.hidden = items.length === 0;
}

function itemOf(track: Track, bars: boolean, hidden: ReadonlySet<string>, actions: LegendActions): HTMLElement {
    const name = JSON.stringify(track.key);
    const swatch = h("span", { class: bars && !track.marks ? "swatch" : "swatch line" });
    swatch.style.background = track.color;
    const button = h("button", { type: "button", class: "legend-item", title: track.full, "data-key": name, "aria-haspopup": "menu" }, swatch,
        h("span", {}, track.name || "all", hidden.has(name) ? h("span", { class: "offscreen" }, " (hidden)") : null));
    button.classList.toggle("off", hidden.has(name));
    button.addEventListener("click", () => actions.choose(track, button));
    button.addEventListener("pointerenter", () => {
        if (!hidden.has(name)) actions.highlight(name);
    });
    button.addEventListener("pointerleave", () => actions.highlight(null));
    return button;
}

/** A comparison is shown and hidden as a whole. */
function shiftItem(shift: string, hidden: ReadonlySet<string>, actions: LegendActions): HTMLElement {
    const name = `shift:${shift}`;
    const button = h("button", { type: "button", class: "legend-item", "data-key": name, "aria-pressed": String(!hidden.has(name)) },
        h("span", { class: shift === "7d" ? "swatch dots" : "swatch dashes" }), h("span", {}, shiftLabel(shift)));
    button.classList.toggle("off", hidden.has(name));
    button.addEventListener("click", () => actions.toggle(name));
    return button;
}
