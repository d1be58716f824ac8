/** Lines and columns over time: a canvas below, and above it a crosshair, a tooltip with exact numbers, zoom by dragging, and a legend. */

import type { Drawing, MenuEntry, PanelHost } from "./drawing";
import { init, type EChartsType } from "./echarts";
import { pickedOf } from "./keys";
import { drawLegend } from "./legend";
import { cardSeries, fullSeries } from "./notes";
import { timeDataOf, trackName, type TimeData, type Track } from "./timedata";
import { isHidden, optionOf, plotOf, type Plot } from "./timeoption";
import { h } from "../dom";
import { formatExact, formatInterval, formatTime } from "../format";
import type { PanelData } from "../model";
import { inkOf } from "../theme";
import { hideTooltip, showTooltip, tooltipContent, type TooltipLine } from "../tooltip";

const mostTooltipLines = 14;
const dragThreshold = 5;

export function drawTime(host: PanelHost): Drawing {
    return new TimeChart(host);
}

class TimeChart implements Drawing {
    readonly element: HTMLElement;
    readonly #host: PanelHost;
    readonly #canvas = h("div", { class: "canvas" });
    readonly #cross = h("div", { class: "crosshair", hidden: true });
    readonly #selection = h("div", { class: "selection", hidden: true });
    readonly #stage: HTMLElement;
    readonly #legend = h("div", { class: "legend" });
    readonly #hidden = new Set<string>();
    #chart: EChartsType | null = null;
    #data: TimeData | null = null;
    #plot: Plot | null = null;
    #highlighted: string | null = null;
    #dragFrom: number | null = null;
    #lastClick = 0;

    constructor(host: PanelHost) {
        this.#host = host;
        this.#stage = h("div", { class: "stage", role: "img" }, this.#canvas, this.#cross, this.#selection);
        this.element = h("div", { class: "timechart" }, this.#stage, this.#legend);
        this.#stage.addEventListener("pointermove", event => this.#moved(event));
        this.#stage.addEventListener("pointerleave", () => this.#left());
        this.#stage.addEventListener("pointerdown", event => this.#pressed(event));
        this.#stage.addEventListener("pointerup", event => this.#released(event));
        this.#stage.addEventListener("pointercancel", () => this.#endDrag());
    }

    update(data: PanelData): void {
        this.#data = timeDataOf(this.#host.definition, data, this.#host.full ? fullSeries : cardSeries, this.#host.dark);
        this.#stage.setAttribute("aria-label", this.#summary(this.#data));
        drawLegend(this.#legend, this.#data, this.#hidden, {
            redraw: () => this.#render(),
            highlight: name => {
                this.#highlighted = name;
                this.#render();
            },
            choose: (track, at) => this.#choose(track, at),
        });
        this.#render();
    }

    resize(): void {
        this.#render();
    }

    dispose(): void {
        hideTooltip();
        this.#chart?.dispose();
        this.#chart = null;
    }

    #render(): void {
        const width = this.#stage.clientWidth, height = this.#stage.clientHeight;
        if (!this.#data || width < 40 || height < 40) return;
        this.#chart ??= init(this.#canvas, null, { renderer: "canvas", width, height });
        this.#chart.resize({ width, height });
        const ink = inkOf(this.element);
        this.#plot = plotOf(this.#data, this.#hidden, this.#host.definition.unit, width, height, text => textWidth(text, `11px ${ink.font}`));
        this.#chart.setOption(optionOf(this.#data, this.#plot, this.#hidden, this.#host.definition.unit, ink, { width, height }, this.#highlighted), { notMerge: true });
    }

    #summary(data: TimeData): string {
        const main = data.tracks.filter(track => track.shift === null && !track.marks);
        let most = 0, when = data.start;
        for (const track of main) {
            track.values.forEach((value, index) => {
                if (value !== null && value > most) {
                    most = value;
                    when = data.start + index * data.interval;
                }
            });
        }

        const kind = data.bars ? "Columns" : "Lines";
        return `${kind} over time: ${this.#host.definition.title}. ${main.length} series by ${data.columns.join(", ") || "nothing"}, `
            + `from ${formatTime(new Date(data.start).toISOString())} in steps of ${formatInterval(data.interval)}. `
            + `The highest value is ${formatExact(most, this.#host.definition.unit)} at ${formatTime(new Date(when).toISOString())}.`;
    }

    /** The bucket at a place on the page, or null beside the plot. */
    #bucketAt(clientX: number, clamp = false): number | null {
        if (!this.#data || !this.#plot) return null;
        const x = clientX - this.#stage.getBoundingClientRect().left;
        if (!clamp && (x < this.#plot.left || x > this.#plot.right)) return null;
        const share = (x - this.#plot.left) / (this.#plot.right - this.#plot.left);
        return Math.min(this.#data.buckets - 1, Math.max(0, Math.floor(share * this.#data.buckets)));
    }

    #xOf(bucket: number): number {
        if (!this.#data || !this.#plot) return 0;
        return this.#plot.left + bucket / this.#data.buckets * (this.#plot.right - this.#plot.left);
    }

    #valueAt(clientY: number): number {
        if (!this.#plot) return 0;
        const y = clientY - this.#stage.getBoundingClientRect().top;
        const { ticks, top, bottom } = this.#plot;
        return ticks.max - (y - top) / (bottom - top) * (ticks.max - ticks.min);
    }

    /** The track whose column or line is under the pointer. */
    #trackAt(bucket: number, clientY: number): Track | null {
        const data = this.#data, plot = this.#plot;
        if (!data || !plot) return null;
        const wanted = this.#valueAt(clientY);
        const shown = data.tracks.filter(track => !track.marks && track.shift === null && !isHidden(track, this.#hidden));
        if (data.stacked) {
            let sum = 0;
            for (const track of shown) {
                sum += track.values[bucket] ?? 0;
                if (wanted <= sum && (track.values[bucket] ?? 0) > 0) return wanted < 0 ? null : track;
            }

            return null;
        }

        const reach = (plot.ticks.max - plot.ticks.min) / (plot.bottom - plot.top) * 14;
        let best: Track | null = null, distance = reach;
        for (const track of shown) {
            const value = track.values[bucket];
            if (value === null || value === undefined || Math.abs(value - wanted) >= distance) continue;
            distance = Math.abs(value - wanted);
            best = track;
        }

        return best;
    }

    #moved(event: PointerEvent): void {
        const bucket = this.#bucketAt(event.clientX, this.#dragFrom !== null);
        if (bucket === null || !this.#data || !this.#plot) {
            this.#left();
            return;
        }

        if (this.#dragFrom !== null) {
            this.#drawSelection(event.clientX);
            return;
        }

        const x = this.#xOf(bucket + 0.5);
        this.#cross.hidden = false;
        this.#cross.style.transform = `translateX(${x.toFixed(1)}px)`;
        this.#cross.style.top = `${this.#plot.top}px`;
        this.#cross.style.height = `${this.#plot.bottom - this.#plot.top}px`;
        showTooltip(event.clientX, event.clientY, ...this.#tooltip(this.#data, bucket, this.#trackAt(bucket, event.clientY)));
    }

    #tooltip(data: TimeData, bucket: number, near: Track | null): Node[] {
        const unit = this.#host.definition.unit;
        const start = data.start + bucket * data.interval;
        const tracks = data.tracks.filter(track => !isHidden(track, this.#hidden) && track.values[bucket] !== null && (track.values[bucket] !== 0 || data.tracks.length <= 6));
        const marks = tracks.filter(track => track.marks && track.values[bucket]);
        const values = tracks.filter(track => !track.marks).sort((one, other) => (other.values[bucket] ?? 0) - (one.values[bucket] ?? 0));
        // What the pointer is on is always there, however little it is.
        const shown = values.slice(0, mostTooltipLines);
        if (near && !shown.includes(near)) shown[shown.length - 1] = near;
        const lines: TooltipLine[] = shown.map(track => ({
            color: track.color, label: trackName(track) || "value", value: formatExact(track.values[bucket], unit), strong: track === near,
        }));
        if (data.stacked && values.length > 1) {
            lines.push({ label: "in all", value: formatExact(values.reduce((sum, track) => sum + (track.shift === null ? track.values[bucket] ?? 0 : 0), 0), unit), strong: true });
        }

        for (const track of marks) lines.push({ color: track.color, label: trackName(track), value: formatExact(track.values[bucket], "count") });
        const rest = values.length - shown.length;
        const title = `${formatTime(new Date(start).toISOString())} \u00b7 ${formatInterval(data.interval)}`;
        return tooltipContent(title, lines, lines.length === 0 ? "nothing" : rest > 0 ? `and ${rest} more` : undefined);
    }

    #left(): void {
        this.#cross.hidden = true;
        hideTooltip();
    }

    #pressed(event: PointerEvent): void {
        if (event.button !== 0 || this.#bucketAt(event.clientX) === null) return;
        this.#dragFrom = event.clientX;
        // A finger that moves scrolls the page; only a mouse or a pen draws a range.
        if (event.pointerType !== "touch") this.#stage.setPointerCapture(event.pointerId);
    }

    #drawSelection(clientX: number): void {
        if (this.#dragFrom === null || !this.#plot) return;
        if (Math.abs(clientX - this.#dragFrom) < dragThreshold) return;
        hideTooltip();
        this.#cross.hidden = true;
        const from = this.#bucketAt(Math.min(clientX, this.#dragFrom), true) ?? 0, to = (this.#bucketAt(Math.max(clientX, this.#dragFrom), true) ?? 0) + 1;
        this.#selection.hidden = false;
        this.#selection.style.left = `${this.#xOf(from)}px`;
        this.#selection.style.width = `${this.#xOf(to) - this.#xOf(from)}px`;
        this.#selection.style.top = `${this.#plot.top}px`;
        this.#selection.style.height = `${this.#plot.bottom - this.#plot.top}px`;
    }

    #released(event: PointerEvent): void {
        const from = this.#dragFrom, data = this.#data;
        this.#endDrag();
        if (from === null || !data) return;
        if (Math.abs(event.clientX - from) >= dragThreshold && event.pointerType !== "touch") {
            const first = this.#bucketAt(Math.min(event.clientX, from), true) ?? 0, last = this.#bucketAt(Math.max(event.clientX, from), true) ?? 0;
            this.#host.zoom(data.start + first * data.interval, data.start + (last + 1) * data.interval);
            return;
        }

        if (event.timeStamp - this.#lastClick < 350) {
            this.#lastClick = 0;
            this.#host.zoomOut();
            return;
        }

        this.#lastClick = event.timeStamp;
        const bucket = this.#bucketAt(event.clientX);
        if (bucket === null) return;
        const track = this.#trackAt(bucket, event.clientY);
        if (track && !track.other) this.#choose(track, { x: event.clientX, y: event.clientY }, bucket);
    }

    #endDrag(): void {
        this.#dragFrom = null;
        this.#selection.hidden = true;
    }

    #choose(track: Track, at: HTMLElement | { x: number; y: number }, bucket?: number): void {
        const data = this.#data;
        if (!data) return;
        hideTooltip();
        const name = JSON.stringify(track.key);
        const entries: MenuEntry[] = [];
        if (bucket !== undefined && this.#host.live) {
            const start = data.start + bucket * data.interval;
            entries.push({ label: `Zoom to ${formatTime(new Date(start).toISOString())} (${formatInterval(data.interval)})`, icon: "search", run: () => this.#host.zoom(start, start + data.interval) });
        }

        const others = new Set(data.tracks.map(other => JSON.stringify(other.key)).filter(other => other !== name));
        if (others.size > 0) {
            const alone = [...others].every(other => this.#hidden.has(other));
            entries.push(alone
                ? { label: "Show all series", icon: "chart", run: () => this.#setHidden([]) }
                : { label: "Show only this series", icon: "chart", run: () => this.#setHidden([...others]) });
            entries.push(this.#hidden.has(name)
                ? { label: "Show this series", icon: "chart", run: () => this.#setHidden([...this.#hidden].filter(hidden => hidden !== name)) }
                : { label: "Hide this series", icon: "close", run: () => this.#setHidden([...this.#hidden, name]) });
        }

        this.#host.pick(track.other ? [] : pickedOf(data.columns, track.key), at, entries);
    }

    #setHidden(names: readonly string[]): void {
        this.#hidden.clear();
        for (const name of names) this.#hidden.add(name);
        this.#highlighted = null;
        for (const item of this.#legend.querySelectorAll<HTMLElement>("[data-key]")) {
            item.classList.toggle("off", this.#hidden.has(item.dataset.key ?? ""));
        }

        this.#render();
    }
}

let ruler: CanvasRenderingContext2D | null = null;

function textWidth(text: string, font: string): number {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (!ruler) return text.length * 7;
    ruler.font = font;
    return ruler.measureText(text).width;
}

