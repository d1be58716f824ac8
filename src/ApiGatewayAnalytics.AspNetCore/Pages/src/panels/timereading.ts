/** What a time chart says of one bucket: the series there, which of them is near a place, and all of it as text. */

import { trackName, type TimeData, type Track } from "./timedata";
import { isHidden, type Plot } from "./timeoption";
import { formatExact, formatInterval, formatTime } from "../format";
import type { TooltipLine } from "../tooltip";

const mostLines = 14;
/** How far from a line somebody may point, in pixels. */
const reach = 14;

export interface Reading {
    title: string;
    lines: TooltipLine[];
    note: string | undefined;
}

/** When a bucket begins. */
export function startOf(data: TimeData, bucket: number): number {
    return data.start + bucket * data.interval;
}

/** The bucket that a time is in, or the nearest one. */
export function bucketOf(data: TimeData, time: number): number {
    return Math.min(data.buckets - 1, Math.max(0, Math.floor((time - data.start) / data.interval)));
}

export function timeText(time: number): string {
    return formatTime(new Date(time).toISOString());
}

/** The track whose column or line is at a height of the plot. */
export function trackNear(data: TimeData, plot: Plot, hidden: ReadonlySet<string>, bucket: number, y: number): Track | null {
    const { ticks, top, bottom } = plot;
    const perPixel = (ticks.max - ticks.min) / (bottom - top);
    const wanted = ticks.max - (y - top) * perPixel;
    const shown = choosable(data, hidden);
    if (data.stacked) {
        let sum = 0;
        for (const track of shown) {
            sum += track.values[bucket] ?? 0;
            if (wanted <= sum && (track.values[bucket] ?? 0) > 0) return wanted < 0 ? null : track;
        }

        return null;
    }

    let best: Track | null = null, distance = perPixel * reach;
    for (const track of shown) {
        const value = track.values[bucket];
        if (value === null || value === undefined || Math.abs(value - wanted) >= distance) continue;
        distance = Math.abs(value - wanted);
        best = track;
    }

    return best;
}

/** The track with most in a bucket, that of all others aside, which nothing can be done with. */
export function heaviestAt(data: TimeData, hidden: ReadonlySet<string>, bucket: number): Track | null {
    return choosable(data, hidden).filter(track => !track.other && track.values[bucket])
        .reduce<Track | null>((most, track) => most === null || (track.values[bucket] ?? 0) > (most.values[bucket] ?? 0) ? track : most, null);
}

function choosable(data: TimeData, hidden: ReadonlySet<string>): Track[] {
    return data.tracks.filter(track => !track.marks && track.shift === null && !isHidden(track, hidden));
}

/** What the tooltip says of a bucket. */
export function readingOf(data: TimeData, hidden: ReadonlySet<string>, bucket: number, unit: string, near: Track | null): Reading {
    const tracks = data.tracks.filter(track => !isHidden(track, hidden) && track.values[bucket] !== null && (track.values[bucket] !== 0 || data.tracks.length <= 6));
    const marks = tracks.filter(track => track.marks && track.values[bucket]);
    const values = tracks.filter(track => !track.marks).sort((one, other) => (other.values[bucket] ?? 0) - (one.values[bucket] ?? 0));
    // What is pointed at is always there, however little it is.
    const shown = values.slice(0, mostLines);
    if (near && !shown.includes(near)) shown[Math.min(shown.length, mostLines - 1)] = near;
    const lines: TooltipLine[] = shown.map(track => ({
        color: track.color, label: trackName(track) || "value", value: formatExact(track.values[bucket], unit), strong: track === near,
    }));
    if (data.stacked && values.length > 1) {
        lines.push({ label: "in all", value: formatExact(values.reduce((sum, track) => sum + (track.shift === null ? track.values[bucket] ?? 0 : 0), 0), unit), strong: true });
    }

    for (const track of marks) lines.push({ color: track.color, label: trackName(track), value: formatExact(track.values[bucket], "count") });
    const rest = values.length - shown.length;
    return { title: `${timeText(startOf(data, bucket))} \u00b7 ${formatInterval(data.interval)}`, lines, note: lines.length === 0 ? "nothing" : rest > 0 ? `and ${rest} more` : undefined };
}

/** The same for who hears it. */
export function textOf({ title, lines, note }: Reading): string {
    return `${title}: ${[...lines.map(line => `${line.label} ${line.value}`), ...note === undefined ? [] : [note]].join("; ")}`;
}

/** What the whole chart shows, in a few sentences. */
export function summaryOf(data: TimeData, unit: string): string {
    const main = data.tracks.filter(track => track.shift === null && !track.marks);
    let most = 0, when = data.start;
    for (const track of main) {
        track.values.forEach((value, index) => {
            if (value !== null && value > most) {
                most = value;
                when = startOf(data, index);
            }
        });
    }

    return `${data.bars ? "Columns" : "Lines"} over time: ${main.length} series by ${data.columns.join(", ") || "nothing"}, `
        + `from ${timeText(data.start)} in steps of ${formatInterval(data.interval)}. `
        + `The highest value is ${formatExact(most, unit)} at ${timeText(when)}.`;
}
