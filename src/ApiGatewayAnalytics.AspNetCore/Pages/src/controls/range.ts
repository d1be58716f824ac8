/** The time range: the usual ones, one of one's own, everything; in UTC or local time. */

import type { RangeChoice, View } from "../address";
import { h, uniqueId } from "../dom";
import { clockOf, formatTime, zoneName } from "../format";
import { openPopover } from "../menu";
import type { TimeRange } from "../model";

const lasts: [string, string][] = [["15m", "Last 15 minutes"], ["1h", "Last hour"], ["6h", "Last 6 hours"], ["1d", "Last day"], ["7d", "Last 7 days"]];

export function rangeName(range: RangeChoice, mode: string | undefined): string {
    switch (range.kind) {
        case "last": return lasts.find(([last]) => last === range.last)?.[1] ?? `Last ${range.last}`;
        case "custom": return `${formatTime(range.from ?? "")} \u2013 ${formatTime(range.to ?? "")}`;
        case "all": return "All data";
        default: return mode === "files" ? "All data" : "Last day";
    }
}

export function openRange(anchor: HTMLElement, view: View, mode: string | undefined, shown: TimeRange | null, go: (change: Partial<View>) => void): void {
    const from = h("input", { type: "datetime-local", id: uniqueId("from"), step: "60", value: localValue(shown?.from) });
    const to = h("input", { type: "datetime-local", id: uniqueId("to"), step: "60", value: localValue(shown?.to) });
    const problem = h("p", { class: "bad", role: "alert" });
    const choice = (range: RangeChoice, name: string): HTMLElement => {
        const current = rangeName(view.range, mode) === name;
        return h("button", {
            type: "button", class: "menu-item", "aria-pressed": String(current),
            onclick: () => {
                close();
                go({ range, panel: view.panel });
            },
        }, name);
    };
    const form = h("form", { class: "range-custom", novalidate: true }, h("label", { for: from.id }, "From"), from, h("label", { for: to.id }, "To"), to, problem,
        h("button", { type: "submit", class: "button primary" }, "Apply"));
    form.addEventListener("submit", event => {
        event.preventDefault();
        const start = timeOf(from.value, view.utc), end = timeOf(to.value, view.utc);
        if (start === null || end === null) problem.textContent = "Please fill in both times.";
        else if (start >= end) problem.textContent = "The range ends before it begins.";
        else {
            close();
            go({ range: { kind: "custom", from: new Date(start).toISOString(), to: new Date(end).toISOString() } });
        }
    });
    const zone = (utc: boolean, name: string): HTMLElement => h("button", {
        type: "button", "aria-pressed": String(view.utc === utc),
        onclick: () => {
            close();
            go({ utc });
        },
    }, name);
    const content = h("div", { class: "range-popover", role: "dialog", "aria-label": "Time range" },
        h("div", { class: "range-lists" },
            h("div", { class: "menu-items" }, ...lasts.map(([last, name]) => choice({ kind: "last", last }, name)), choice({ kind: "all" }, "All data")), form),
        h("div", { class: "range-zone" }, h("span", { class: "faint" }, "Times in"), h("div", { class: "switch", role: "group", "aria-label": "Time zone" }, zone(true, "UTC"), zone(false, `Local (${zoneName(false)})`))));
    const close = openPopover(anchor, content);
    (content.querySelector("[aria-pressed=true]") as HTMLElement | null)?.focus();
}

function localValue(iso: string | undefined): string {
    const time = iso ? Date.parse(iso) : NaN;
    if (Number.isNaN(time)) return "";
    const clock = clockOf(time);
    const two = (value: number): string => String(value).padStart(2, "0");
    return `${clock.year}-${two(clock.month)}-${two(clock.day)}T${two(clock.hour)}:${two(clock.minute)}`;
}

function timeOf(value: string, utc: boolean): number | null {
    const time = Date.parse(utc ? `${value}Z` : value);
    return value === "" || Number.isNaN(time) ? null : time;
}

