/** Names of keys, as short as they can be told apart. */

import type { Picked } from "./drawing";
import { formatText } from "../format";
import { otherKey, type Series, type SeriesSet } from "../model";

type Part = string | number | null;

const dot = " \u00b7 ";

/** The full name of a key: all parts. */
export function fullLabel(key: readonly Part[]): string {
    return key.length === 0 ? "all" : key.map(part => formatText(part === null ? null : String(part))).join(dot);
}

/** Names without the parts that all keys share; where nothing is left, the last part. */
export function shortLabels(keys: readonly (readonly Part[])[]): string[] {
    const first = keys[0];
    if (!first) return [];
    const real = keys.filter(key => !key.every(part => part === otherKey));
    const differs = first.map((_, index) => real.some(key => key[index] !== real[0]?.[index]));
    return keys.map(key => {
        if (key.length > 0 && key.every(part => part === otherKey)) return otherKey;
        const parts = key.filter((_, index) => differs[index]);
        return parts.length > 0 ? fullLabel(parts) : fullLabel(key.slice(-1));
    });
}

export function pickedOf(columns: readonly string[], key: readonly Part[]): Picked[] {
    return columns.map((column, index) => ({ column, value: key[index] ?? null }))
        .filter(picked => picked.column !== "measure");
}

export function weightOf(series: Series): number {
    return series.points.reduce((sum, [, value]) => sum + (value ?? 0), 0);
}

/** What a comparison is called. */
export function shiftLabel(shift: string): string {
    const match = /^(\d+)([dhm])$/.exec(shift);
    if (!match) return `${shift} earlier`;
    if (match[2] === "d" && match[1] === "1") return "yesterday";
    if (match[2] === "d" && match[1] === "7") return "last week";
    const names: Record<string, string> = { d: "day", h: "hour", m: "minute" };
    return `${match[1]} ${names[match[2] ?? "d"]}${match[1] === "1" ? "" : "s"} earlier`;
}

/** The heaviest series with their comparisons, and how many are left out. */
export function heaviest(set: SeriesSet, limit: number): { series: Series[]; omitted: number } {
    const main = set.series.filter(series => series.shift === null);
    const before = set.omitted ?? 0;
    if (main.length <= limit) return { series: set.series, omitted: before };
    const kept = new Set(main.map(series => ({ name: JSON.stringify(series.key), weight: series.other ? Infinity : weightOf(series) }))
        .sort((one, other) => other.weight - one.weight).slice(0, limit).map(entry => entry.name));
    return { series: set.series.filter(series => kept.has(JSON.stringify(series.key))), omitted: before + main.length - limit };
}
