/** What ECharts is told to draw. Everything that people touch (tooltip, legend, zoom) is ours and lies above the canvas. */

import { timeTicks, valueTicks, type Ticks } from "./axis";
import type { TimeData, Track } from "./timedata";
import { formatValue } from "../format";

export interface Plot {
    left: number;
    right: number;
    top: number;
    bottom: number;
    ticks: Ticks;
}

export interface Ink {
    text: string;
    grid: string;
    axis: string;
    font: string;
    background: string;
}

const dashes: Record<string, number[]> = { "1d": [5, 4], "7d": [2, 3] };

/** Where the lines and columns go, once the labels of the axes have their room. */
export function plotOf(data: TimeData, hidden: ReadonlySet<string>, unit: string, width: number, height: number, measure: (text: string) => number): Plot {
    let least = 0, largest = 0;
    const sums = new Array<number>(data.buckets).fill(0);
    for (const track of data.tracks) {
        if (track.marks || hidden.has(hideName(track))) continue;
        track.values.forEach((value, index) => {
            if (value === null) return;
            least = Math.min(least, value);
            if (data.stacked && track.shift === null) sums[index] = (sums[index] ?? 0) + value;
            else largest = Math.max(largest, value);
        });
    }

    for (const sum of sums) largest = Math.max(largest, sum);
    const ticks = valueTicks(least, largest, unit, Math.min(8, Math.max(2, Math.floor((height - 30) / 44))));
    const widest = Math.max(...ticks.values.map(value => measure(formatValue(value, unit))));
    return { left: Math.ceil(widest) + 12, right: width - 10, top: 8, bottom: height - 24, ticks };
}

/** Where a bucket begins, or a part of one lies. */
export function xOf(plot: Plot, buckets: number, bucket: number): number {
    return plot.left + bucket / buckets * (plot.right - plot.left);
}

/** The bucket at a place; null beside the plot, unless the nearest one is wanted. */
export function bucketAt(plot: Plot, buckets: number, x: number, nearest: boolean): number | null {
    if (!nearest && (x < plot.left || x > plot.right)) return null;
    return Math.min(buckets - 1, Math.max(0, Math.floor((x - plot.left) / (plot.right - plot.left) * buckets)));
}

/** Tracks are hidden by key, comparisons all together. */
export function hideName(track: Track): string {
    return track.shift === null ? JSON.stringify(track.key) : `shift:${track.shift}`;
}

export function isHidden(track: Track, hidden: ReadonlySet<string>): boolean {
    return hidden.has(JSON.stringify(track.key)) || track.shift !== null && hidden.has(`shift:${track.shift}`);
}

export function optionOf(data: TimeData, plot: Plot, hidden: ReadonlySet<string>, unit: string, ink: Ink, size: { width: number; height: number },
    highlighted: string | null): Record<string, unknown> {
    const times = timeTicks(data.start, data.interval, data.buckets, plot.right - plot.left);
    // A label stands right of its tick; one without room for that is left out rather than cut.
    const roomy = times.filter(tick => xOf(plot, data.buckets, tick.index) + 40 <= size.width);
    const labels = new Map(roomy.map(tick => [tick.index, tick]));
    const shown = data.tracks.filter(track => !isHidden(track, hidden));
    const font = { color: ink.text, fontFamily: ink.font, fontSize: 11 };
    return {
        animation: false,
        grid: { left: plot.left, top: plot.top, right: size.width - plot.right, bottom: size.height - plot.bottom, outerBoundsMode: "none" },
        xAxis: {
            type: "category",
            data: Array.from({ length: data.buckets }, (_, index) => index),
            axisLine: { lineStyle: { color: ink.axis } },
            axisTick: { show: true, alignWithLabel: false, interval: (index: number) => labels.has(index), lineStyle: { color: ink.axis }, length: 4 },
            axisLabel: {
                ...font, align: "left", margin: 8, hideOverlap: true, showMinLabel: true, showMaxLabel: true, padding: [0, 0, 0, -halfBucket(data, plot)],
                interval: (index: number) => labels.has(index), formatter: (value: string) => labels.get(Number(value))?.label ?? "",
            },
            splitLine: { show: false },
        },
        yAxis: [
            {
                type: "value", min: plot.ticks.min, max: plot.ticks.max, interval: plot.ticks.step,
                axisLabel: { ...font, formatter: (value: number) => formatValue(value, unit) },
                splitLine: { lineStyle: { color: ink.grid } }, axisLine: { show: false }, axisTick: { show: false },
            },
            { type: "value", min: 0, max: 1, show: false },
        ],
        series: shown.map(track => track.marks ? marksOf(track) : data.bars && track.shift === null
            ? columnOf(track, data, highlighted) : lineOf(track, data, highlighted, shown.length)),
    };
}

function halfBucket(data: TimeData, plot: Plot): number {
    return (plot.right - plot.left) / data.buckets / 2;
}

function dimmed(track: Track, highlighted: string | null): boolean {
    return highlighted !== null && JSON.stringify(track.key) !== highlighted;
}

function columnOf(track: Track, data: TimeData, highlighted: string | null): Record<string, unknown> {
    return {
        type: "bar", name: track.full, data: track.values.map(value => value === 0 ? null : value), barCategoryGap: data.buckets > 60 ? "8%" : "18%", barGap: "6%",
        ...data.stacked ? { stack: "all" } : {}, silent: true, barMaxWidth: 48, ...data.stacked ? {} : { barMinWidth: 1 },
        itemStyle: { color: track.color, opacity: dimmed(track, highlighted) ? 0.18 : 1 },
    };
}

function lineOf(track: Track, data: TimeData, highlighted: string | null, count: number): Record<string, unknown> {
    const alone = track.values.some((value, index) => value !== null && (track.values[index - 1] ?? null) === null && (track.values[index + 1] ?? null) === null);
    const faded = dimmed(track, highlighted);
    return {
        type: "line", name: track.full, silent: true, symbol: "circle", symbolSize: 4,
        // A point without neighbours is no line: it would not be seen.
        data: track.values.map((value, index) => value === null || !alone ? value
            : { value, symbolSize: (track.values[index - 1] ?? null) === null && (track.values[index + 1] ?? null) === null ? 4 : 0 }),
        showSymbol: alone, showAllSymbol: true, connectNulls: false, z: track.shift === null ? 3 : 2,
        itemStyle: { color: track.color, opacity: faded ? 0.15 : 1 },
        lineStyle: {
            color: track.color, width: track.shift === null ? count > 20 ? 1.2 : 1.8 : 1.2, opacity: faded ? 0.12 : track.shift === null ? 1 : 0.55,
            ...track.shift === null ? {} : { type: dashes[track.shift] ?? [4, 4] },
        },
        ...count === 1 && !data.bars ? { areaStyle: { color: track.color, opacity: 0.1 } } : {},
    };
}

function marksOf(track: Track): Record<string, unknown> {
    return {
        type: "bar", name: track.full, yAxisIndex: 1, silent: true, barWidth: 2, barGap: "-100%", z: 1,
        data: track.values.map(value => value ? 1 : null), itemStyle: { color: track.color, opacity: 0.55 },
    };
}
