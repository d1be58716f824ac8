/** The monitors: what fires now, and when each of them fired in the range. */

import { h, icon, s } from "./dom";
import { formatCount, formatExact, formatText, formatTime, formatValue } from "./format";
import type { Catalog, MonitorDefinition, MonitorEvent, MonitorTimeline } from "./model";
import { timeTicks } from "./panels/axis";
import { hideTooltip, showTooltip, tooltipContent } from "./tooltip";

const mostEvents = 200;

interface Spell {
    from: number;
    to: number;
    subject: string;
    event: MonitorEvent;
}

export function subjectOf(event: MonitorEvent): string {
    return [event.apiName ?? event.apiId, event.stage].filter(part => part !== null).map(part => formatText(part)).join(" \u00b7 ") || "-";
}

function conditionOf(event: MonitorEvent): string {
    const signs: Record<string, string> = { "at-least": "\u2265", "at-most": "\u2264", above: ">", below: "<", "greater-than": ">", "less-than": "<" };
    return `${signs[event.comparison] ?? event.comparison} ${formatValue(event.threshold, event.unit)}`;
}

export function drawMonitors(element: HTMLElement, catalog: Catalog, timeline: MonitorTimeline, fallbackRange: { from: string; to: string } | null): void {
    const range = timeline.range ?? fallbackRange;
    const firing = timeline.firing ?? [];
    const spells = range ? spellsOf(timeline.monitors, Date.parse(range.to)) : new Map<string, Spell[]>();
    element.replaceChildren(
        section("Firing now", firing.length === 0
            ? h("p", { class: "calm" }, "Nothing fires.")
            : h("ul", { class: "firing-list" }, ...firing.map(event => h("li", { class: `firing ${event.severity}` },
                h("span", { class: "firing-mark", "aria-hidden": "true" }), h("strong", {}, event.title), h("span", {}, subjectOf(event)),
                h("span", { class: "number" }, `${formatExact(event.value, event.unit)} (${conditionOf(event)})`),
                h("span", { class: "faint" }, `since ${formatTime(event.since)}`))))),
        section("In this range", range && catalog.monitors.length > 0
            ? lanes(catalog.monitors, spells, Date.parse(range.from), Date.parse(range.to))
            : h("p", { class: "calm" }, "No monitors are configured. AddMonitors() or apigw serve configures the usual rules."),
        timeline.monitorsSkippedMinutes ? h("p", { class: "note" }, `${formatCount(timeline.monitorsSkippedMinutes)} minutes were not judged, because only coarser steps are kept of them.`) : null,
        timeline.monitorsUnwatched ? h("p", { class: "note" }, `${formatCount(timeline.monitorsUnwatched)} APIs and stages are beyond the limit and are not watched.`) : null),
        section(`Events${timeline.monitors.length > mostEvents ? ` (the newest ${mostEvents} of ${formatCount(timeline.monitors.length)})` : ""}`, eventTable(timeline.monitors)));
}

function section(title: string, ...children: (Node | null)[]): HTMLElement {
    return h("section", { class: "card monitor-card" }, h("header", { class: "card-header" }, h("h2", {}, title)), h("div", { class: "monitor-body" }, ...children));
}

/** From when to when each rule fired for each API and stage. */
function spellsOf(events: readonly MonitorEvent[], end: number): Map<string, Spell[]> {
    const open = new Map<string, Spell>();
    const found = new Map<string, Spell[]>();
    for (const event of events) {
        const key = JSON.stringify([event.monitor, event.account, event.region, event.apiId, event.apiName, event.stage]);
        const at = Date.parse(event.at);
        if (event.event === "firing") {
            const spell = { from: at, to: end, subject: subjectOf(event), event };
            open.set(key, spell);
            const list = found.get(event.monitor) ?? [];
            list.push(spell);
            found.set(event.monitor, list);
        } else {
            const spell = open.get(key);
            open.delete(key);
            if (spell) spell.to = at;
            else {
                const list = found.get(event.monitor) ?? [];
                list.push({ from: Date.parse(event.since), to: at, subject: subjectOf(event), event });
                found.set(event.monitor, list);
            }
        }
    }

    return found;
}

function lanes(monitors: readonly MonitorDefinition[], spells: ReadonlyMap<string, Spell[]>, from: number, to: number): HTMLElement {
    const width = 1000, height = 22;
    const x = (time: number): number => (Math.min(Math.max(time, from), to) - from) / Math.max(1, to - from) * width;
    const minute = 60_000;
    const ticks = timeTicks(from, minute, Math.min(20_000, Math.ceil((to - from) / minute)), 640);
    const body = h("div", { class: "lanes" });
    for (const monitor of monitors) {
        const list = spells.get(monitor.id) ?? [];
        const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", class: "lane", role: "img", "aria-label": `${monitor.title}: fired ${list.length} times` },
            s("rect", { x: 0, y: 0, width, height, class: "lane-back" }));
        for (const tick of ticks) svg.append(s("line", { x1: x(from + tick.index * minute), x2: x(from + tick.index * minute), y1: 0, y2: height, class: "lane-tick" }));
        for (const spell of list) {
            const bar = s("rect", { x: x(spell.from).toFixed(1), y: 3, width: Math.max(2, x(spell.to) - x(spell.from)).toFixed(1), height: height - 6, class: `spell ${monitor.severity}` });
            bar.addEventListener("pointermove", event => showTooltip(event.clientX, event.clientY, ...tooltipContent(spell.subject, [
                { label: "from", value: formatTime(new Date(spell.from).toISOString()) }, { label: "to", value: formatTime(new Date(spell.to).toISOString()) },
                { label: "value", value: `${formatExact(spell.event.value, spell.event.unit)} (${conditionOf(spell.event)})` },
            ])));
            bar.addEventListener("pointerleave", hideTooltip);
            svg.append(bar);
        }

        body.append(h("div", { class: "lane-name", title: monitor.description }, h("span", { class: `dot ${list.length > 0 ? monitor.severity : "idle"}` }), monitor.title),
            svg, h("div", { class: "number faint" }, list.length === 0 ? "-" : `${formatCount(list.length)}\u00d7`));
    }

    const axis = h("div", { class: "lane-axis faint" });
    for (const tick of ticks) {
        const label = h("span", {}, tick.label);
        label.style.left = `${x(from + tick.index * minute) / width * 100}%`;
        axis.append(label);
    }

    body.append(h("span"), axis, h("span"));
    return body;
}

function eventTable(events: readonly MonitorEvent[]): HTMLElement {
    if (events.length === 0) return h("p", { class: "calm" }, "No monitor fired in this range.");
    const names: Record<string, string> = { firing: "fires", resolved: "resolved", "no-data": "resolved, no data" };
    const rows = events.slice(-mostEvents).reverse().map(event => h("tr", {},
        h("td", { class: "time" }, formatTime(event.at)),
        h("td", {}, h("span", { class: `dot ${event.event === "firing" ? event.severity : "idle"}` }), names[event.event] ?? event.event),
        h("td", {}, event.title), h("td", {}, formatText(event.apiName ?? event.apiId)), h("td", {}, formatText(event.stage)),
        h("td", { class: "numeric" }, event.value === null ? "-" : formatValue(event.value, event.unit)), h("td", { class: "faint" }, conditionOf(event)),
        h("td", { class: "numeric" }, formatCount(event.requests)), h("td", {}, formatText(event.region)), h("td", {}, formatText(event.account))));
    const heads = ["time", "event", "monitor", "apiName", "stage", "value", "condition", "requests", "region", "account"];
    return h("div", { class: "table-scroll events", tabindex: "0", role: "region", "aria-label": "Events of monitors" }, h("table", {},
        h("thead", {}, h("tr", {}, ...heads.map(head => h("th", { scope: "col", class: head === "value" || head === "requests" ? "numeric" : null }, h("span", { class: "plain-head" }, head))))),
        h("tbody", {}, ...rows)));
}

export function firingBadge(count: number, href: string): HTMLElement {
    return h("a", { class: count > 0 ? "badge firing-badge" : "badge", href, "data-go": "monitors" }, icon("bell"),
        count > 0 ? `${formatCount(count)} firing` : h("span", { class: "wide-only" }, "Nothing fires"),
        count > 0 ? null : h("span", { class: "offscreen" }, "Monitors"));
}
