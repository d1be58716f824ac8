/** Lines and columns over time: a canvas below, and above it a cursor with exact numbers, zoom by dragging, and a legend. */

import type { Drawing, MenuEntry, PanelHost, Point } from "./drawing";
import { init, type EChartsType } from "./echarts";
import { pickedOf } from "./keys";
import { drawLegend } from "./legend";
import { cardSeries, fullSeries } from "./notes";
import { TimeCursor } from "./timecursor";
import { timeDataOf, type TimeData, type Track } from "./timedata";
import { isHidden, optionOf, plotOf, type Plot } from "./timeoption";
import { heaviestAt, readingOf, startOf, summaryOf, timeText, trackNear, type Reading } from "./timereading";
import { h, keepingFocus, uniqueId } from "../dom";
import { formatInterval } from "../format";
import type { PanelData } from "../model";
import { inkOf } from "../theme";
import { hideTooltip } from "../tooltip";

export function drawTime(host: PanelHost): Drawing {
    return new TimeChart(host);
}

class TimeChart implements Drawing {
    readonly element: HTMLElement;
    readonly #host: PanelHost;
    readonly #canvas = h("div", { class: "canvas" });
    readonly #summary = h("span", { id: uniqueId("summary"), hidden: true });
    readonly #stage: HTMLElement;
    readonly #legend = h("div", { class: "legend" });
    readonly #hidden = new Set<string>();
    readonly #cursor: TimeCursor;
    #chart: EChartsType | null = null;
    #data: TimeData | null = null;
    #plot: Plot | null = null;
    #highlighted: string | null = null;

    constructor(host: PanelHost) {
        this.#host = host;
        this.#stage = h("div", { class: "stage", "aria-label": host.definition.title, "aria-describedby": this.#summary.id }, this.#canvas);
        this.element = h("div", { class: "timechart" }, this.#stage, this.#summary, this.#legend);
        this.#cursor = new TimeCursor(this.#stage, {
            read: (bucket, y) => this.#read(bucket, y),
            choose: (bucket, y, at) => this.#chooseIn(bucket, y, at),
            zoom: host.live ? (first, last) => this.#zoom(first, last) : null,
            zoomOut: () => host.zoomOut(),
        });
    }

    update(data: PanelData): void {
        this.#data = timeDataOf(this.#host.definition, data, this.#host.full ? fullSeries : cardSeries, this.#host.dark);
        this.#summary.textContent = `${summaryOf(this.#data, this.#host.definition.unit)} Arrow keys step through time, Enter tells what can be done there`
            + `${this.#host.live ? ", and arrow keys with Shift select what Enter zooms to" : ""}.`;
        this.#drawLegend(this.#data);
        this.#render();
    }

    resize(): void {
        this.#render();
    }

    dispose(): void {
        this.#cursor.dispose();
        this.#chart?.dispose();
        this.#chart = null;
    }

    #drawLegend(data: TimeData): void {
        // What the legend highlighted may not be there any more.
        this.#highlighted = null;
        keepingFocus(this.#legend, () => drawLegend(this.#legend, data, this.#hidden, {
            highlight: name => {
                this.#highlighted = name;
                this.#render();
            },
            choose: (track, at) => this.#choose(track, at),
            toggle: name => this.#setHidden(this.#hidden.has(name) ? [...this.#hidden].filter(hidden => hidden !== name) : [...this.#hidden, name]),
        }));
    }

    #render(): void {
        const width = this.#stage.clientWidth, height = this.#stage.clientHeight;
        if (!this.#data || width < 40 || height < 40) return;
        this.#chart ??= init(this.#canvas, null, { renderer: "canvas", width, height });
        this.#chart.resize({ width, height });
        const ink = inkOf(this.element);
        this.#plot = plotOf(this.#data, this.#hidden, this.#host.definition.unit, width, height, text => textWidth(text, `11px ${ink.font}`));
        this.#chart.setOption(optionOf(this.#data, this.#plot, this.#hidden, this.#host.definition.unit, ink, { width, height }, this.#highlighted), { notMerge: true });
        this.#cursor.update(this.#data, this.#plot);
    }

    #read(bucket: number, y: number | null): Reading {
        const data = this.#data;
        if (!data) return { title: "", lines: [], note: undefined };
        return readingOf(data, this.#hidden, bucket, this.#host.definition.unit, y === null ? null : this.#trackNear(data, bucket, y));
    }

    #trackNear(data: TimeData, bucket: number, y: number): Track | null {
        return this.#plot ? trackNear(data, this.#plot, this.#hidden, bucket, y) : null;
    }

    #zoom(first: number, last: number): void {
        if (this.#data) this.#host.zoom(startOf(this.#data, first), startOf(this.#data, last + 1));
    }

    /** Whoever points chooses the series there; the keys choose the one that is highlighted or has most, or else the bucket alone. */
    #chooseIn(bucket: number, y: number | null, at: Point): void {
        const data = this.#data;
        if (!data) return;
        const track = y === null ? this.#foremost(data, bucket) : this.#trackNear(data, bucket, y);
        if (track && !track.other) this.#choose(track, at, bucket);
        else if (y === null && this.#host.live) this.#host.pick([], at, [this.#zoomEntry(data, bucket)]);
    }

    #foremost(data: TimeData, bucket: number): Track | null {
        return data.tracks.find(track => JSON.stringify(track.key) === this.#highlighted && !isHidden(track, this.#hidden)) ?? heaviestAt(data, this.#hidden, bucket);
    }

    #zoomEntry(data: TimeData, bucket: number): MenuEntry {
        return { label: `Zoom to ${timeText(startOf(data, bucket))} (${formatInterval(data.interval)})`, icon: "search", run: () => this.#zoom(bucket, bucket) };
    }

    #choose(track: Track, at: HTMLElement | Point, bucket?: number): void {
        const data = this.#data;
        if (!data) return;
        hideTooltip();
        const name = JSON.stringify(track.key);
        const entries: MenuEntry[] = bucket !== undefined && this.#host.live ? [this.#zoomEntry(data, bucket)] : [];
        const others = new Set(data.tracks.map(other => JSON.stringify(other.key)).filter(other => other !== name));
        if (others.size > 0) {
            const alone = [...others].every(other => this.#hidden.has(other));
            entries.push(alone
                ? { label: "Show all series", icon: "chart", run: () => this.#setHidden(this.#hiddenShifts()) }
                : { label: "Show only this series", icon: "chart", run: () => this.#setHidden([...this.#hiddenShifts(), ...others]) });
            entries.push(this.#hidden.has(name)
                ? { label: "Show this series", icon: "chart", run: () => this.#setHidden([...this.#hidden].filter(hidden => hidden !== name)) }
                : { label: "Hide this series", icon: "close", run: () => this.#setHidden([...this.#hidden, name]) });
        }

        this.#host.pick(track.other ? [] : pickedOf(data.columns, track.key), at, entries);
    }

    #setHidden(names: readonly string[]): void {
        this.#hidden.clear();
        for (const name of names) this.#hidden.add(name);
        if (this.#data) this.#drawLegend(this.#data);
        this.#render();
    }

    /** Comparisons are shown and hidden for themselves. */
    #hiddenShifts(): string[] {
        return [...this.#hidden].filter(name => name.startsWith("shift:"));
    }
}

let ruler: CanvasRenderingContext2D | null = null;

function textWidth(text: string, font: string): number {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (!ruler) return text.length * 7;
    ruler.font = font;
    return ruler.measureText(text).width;
}

