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

/** The parts of keys that tell them apart, those with most values first, as long as one more tells more apart. */
function tellingParts(keys: readonly (readonly Part[])[]): number[] {
    const width = keys[0]?.length ?? 0;
    const distinct = (parts: readonly number[]): number => new Set(keys.map(key => JSON.stringify(parts.map(part => key[part] ?? null)))).size;
    const rest = Array.from({ length: width }, (_, index) => index).sort((one, other) => distinct([other]) - distinct([one]) || other - one);
    const goal = distinct(rest);
    const chosen: number[] = [];
    let reached = 1;
    for (const part of rest) {
        if (reached >= goal) break;
        const next = distinct([...chosen, part]);
        if (next > reached) {
            chosen.push(part);
            reached = next;
        }
    }

    return chosen.length > 0 ? chosen : rest.slice(0, 1);
}

function realKeys(keys: readonly (readonly Part[])[]): (readonly Part[])[] {
    return keys.filter(key => !key.every(part => part === otherKey));
}

/** Names as short as they can be told apart: without parts that all keys share or that follow from others. */
export function shortLabels(keys: readonly (readonly Part[])[]): string[] {
    const parts = tellingParts(realKeys(keys)).sort((one, other) => one - other);
    return keys.map(key => key.length > 0 && key.every(part => part === otherKey) ? otherKey : fullLabel(parts.map(part => key[part] ?? null)));
}

/** The one part of each key that says most, for places with room for one word. */
export function oneWordLabels(keys: readonly (readonly Part[])[]): string[] {
    const part = tellingParts(realKeys(keys))[0] ?? 0;
    return keys.map(key => fullLabel([key[part] ?? null]));
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
