/** Series on one axis of buckets: what the chart draws, what its tooltip and its legend say. */

import { isAdditive } from "./drawing";
import { fullLabel, heaviest, shiftLabel, shortLabels, weightOf } from "./keys";
import { colorsOf } from "../colors";
import { parseInterval } from "../format";
import type { PanelData, PanelDefinition, Series } from "../model";

export interface Track {
    name: string;
    full: string;
    key: (string | null)[];
    color: string;
    shift: string | null;
    values: (number | null)[];
    weight: number;
    other: boolean;
    /** Marks of events on the time axis instead of values. */
    marks: boolean;
}

export interface TimeData {
    start: number;
    interval: number;
    buckets: number;
    columns: string[];
    tracks: Track[];
    omitted: number;
    shifts: string[];
    stacked: boolean;
    bars: boolean;
}

/** More grouped columns than these cannot be told apart. */
const mostGrouped = 6;
const mostBuckets = 20_000;

export function timeDataOf(definition: PanelDefinition, data: PanelData, limit: number, dark: boolean): TimeData {
    const set = data.series ?? { interval: "PT1H", columns: [], series: [] };
    const interval = parseInterval(set.interval);
    const { series, omitted } = heaviest(set, limit);
    const start = Math.floor(Date.parse(data.range.from) / interval) * interval;
    const buckets = Math.max(1, Math.min(mostBuckets, Math.ceil((Date.parse(data.range.to) - start) / interval)));
    const additive = isAdditive(definition) && definition.unit === "count" || isAdditive(definition) && definition.unit === "bytes";
    const measureAt = set.columns.indexOf("measure");
    const keys = series.map(one => one.key);
    const names = shortLabels(keys);
    const colors = colorsOf(keys, names, dark, series.map(one => one.other === true));
    const tracks = series.map((one, index): Track => {
        const marks = measureAt >= 0 && one.key[measureAt] === "changes";
        return {
            name: names[index] ?? "", full: fullLabel(one.key), key: one.key, color: colors[index] ?? "#888", shift: one.shift,
            values: spread(one, start, interval, buckets, additive && !marks), weight: weightOf(one), other: one.other === true, marks,
        };
    });
    const main = tracks.filter(track => track.shift === null && !track.marks);
    const stacked = definition.chart === "column" && additive;
    // The order of a legend is that of importance, statuses and the like in their own order aside.
    if (set.columns.length !== 1 || main.length > 12) {
        tracks.sort((one, other) => Number(one.other) - Number(other.other) || other.weight - one.weight);
    }

    return {
        start, interval, buckets, columns: set.columns, tracks, omitted, stacked,
        shifts: [...new Set(series.flatMap(one => one.shift === null ? [] : [one.shift]))],
        bars: definition.chart === "column" && (stacked || main.length <= mostGrouped),
    };
}

function spread(series: Series, start: number, interval: number, buckets: number, zero: boolean): (number | null)[] {
    const values = new Array<number | null>(buckets).fill(zero ? 0 : null);
    for (const [time, value] of series.points) {
        const index = Math.floor((Date.parse(time) - start) / interval);
        if (index >= 0 && index < buckets) values[index] = value;
    }

    return values;
}

/** A name that tells comparisons apart. */
export function trackName(track: Track): string {
    return track.shift === null ? track.name : `${track.name} \u00b7 ${shiftLabel(track.shift)}`;
}
