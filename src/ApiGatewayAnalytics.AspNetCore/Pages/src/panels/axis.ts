/** Where ticks go: round values up the side, round times along the bottom. */

import { formatTick, offsetOf } from "../format";

export interface Ticks {
    max: number;
    min: number;
    step: number;
    values: number[];
}

/** At most `most` steps of 1, 2 or 5 times a power of the unit's base from zero (or the least value) to the largest. */
export function valueTicks(least: number, largest: number, unit: string, most: number): Ticks {
    const floor = Math.min(0, least);
    const span = largest - floor;
    if (!(span > 0)) return { min: 0, max: 1, step: 1, values: [0, 1] };
    const step = roundStep(span / Math.max(1, most), unit);
    const min = Math.floor(floor / step + 1e-9) * step;
    let max = Math.ceil(largest / step - 1e-9) * step;
    if (unit === "percent" && largest <= 100 && max > 100) max = 100;
    const values: number[] = [];
    for (let index = 0; min + index * step <= max + step * 1e-6; index++) values.push(min + index * step);
    return { min, max, step, values };
}

function roundStep(rough: number, unit: string): number {
    if (unit === "bytes" && rough > 1) {
        const base = 1024 ** Math.floor(Math.log(rough) / Math.log(1024));
        const factor = [1, 2, 4, 5, 8, 10, 16, 20, 32, 40, 50, 64, 100, 128, 200, 256, 500, 512, 1024].find(candidate => candidate * base >= rough) ?? 1024;
        return factor * base;
    }

    if (unit === "ms" && rough > 1000) {
        const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, 86_400];
        return (steps.find(step => step * 1000 >= rough) ?? Math.ceil(rough / 86_400_000) * 86_400) * 1000;
    }

    const power = 10 ** Math.floor(Math.log10(rough));
    const factor = [1, 2, 2.5, 5, 10].find(candidate => candidate * power >= rough * (1 - 1e-9)) ?? 10;
    const step = factor * power;
    return unit === "count" ? Math.max(1, step === 2.5 ? 5 : step) : step;
}

const minute = 60_000, hour = 60 * minute, day = 24 * hour;
const timeSteps = [minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour,
    day, 2 * day, 4 * day, 7 * day, 14 * day, 28 * day, 56 * day, 112 * day, 364 * day];

export interface TimeTick {
    index: number;
    label: string;
    /** Whether a day begins here. */
    day: boolean;
}

/** Buckets that get a label: those that begin at round times of the page's clock, with room between them. */
export function timeTicks(start: number, interval: number, buckets: number, width: number): TimeTick[] {
    const room = Math.max(1, Math.floor(width / 64));
    const span = interval * buckets;
    const step = timeSteps.find(candidate => candidate >= interval && span / candidate <= room) ?? Math.ceil(span / room / day) * day;
    const ticks: TimeTick[] = [];
    for (let index = 0; index < buckets; index++) {
        const time = start + index * interval;
        const local = time + offsetOf(time) * minute;
        if (local % step === 0) ticks.push({ index, label: formatTick(time, step), day: local % day === 0 });
    }

    if (ticks.length === 0 && buckets > 0) ticks.push({ index: 0, label: formatTick(start, interval), day: false });
    return ticks;
}
