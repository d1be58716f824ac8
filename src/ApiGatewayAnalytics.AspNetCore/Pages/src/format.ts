/** Numbers, times and field names as people read them. Exact where asked for, compact where there is little room. */

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat("en-US", { maximumFractionDigits: 3 });
const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const compactUnits: [number, string][] = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]];

/** Three significant digits and no trailing zeros. */
function short(value: number): string {
    const size = Math.abs(value);
    const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return whole.format(Math.trunc(value)) === precise.format(value) ? whole.format(value) : trimmed(value.toFixed(digits));
}

function trimmed(text: string): string {
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function scaled(value: number, base: number, units: string[]): string {
    let index = 0;
    while (Math.abs(value) >= base && index < units.length - 1) {
        value /= base;
        index += 1;
    }

    return `${short(value)} ${units[index]}`;
}

function duration(milliseconds: number): string {
    const size = Math.abs(milliseconds);
    if (size < 1000) return `${short(milliseconds)} ms`;
    if (size < 120_000) return `${short(milliseconds / 1000)} s`;
    if (size < 7_200_000) return `${short(milliseconds / 60_000)} min`;
    return `${short(milliseconds / 3_600_000)} h`;
}

function compact(value: number): string {
    const size = Math.abs(value);
    for (const [unit, name] of compactUnits) {
        if (size >= unit * 0.99995) return `${trimmed((value / unit).toFixed(size >= unit * 100 ? 0 : size >= unit * 10 ? 1 : 2))} ${name}`;
    }

    return short(value);
}

/** The text of a value where there is little room: `1.24 s`, `3.4 MiB`, `12.5 k`, `4.2 %`. */
export function formatValue(value: number | null | undefined, unit: string): string {
    if (value === null || value === undefined) return "-";
    switch (unit) {
        case "ms": return duration(value);
        case "s": return duration(value * 1000);
        case "bytes": return scaled(value, 1024, byteUnits);
        case "percent": return `${short(value)} %`;
        case "count": return Math.abs(value) < 10_000 ? whole.format(value) === precise.format(value) ? whole.format(value) : short(value) : compact(value);
        case "s since 1970": return formatTime(new Date(value * 1000).toISOString(), true);
        default: return unit ? `${compact(value)} ${unit}` : compact(value);
    }
}

/** Every digit that matters: `1,243.5 ms`, `3,565,158 bytes`. */
export function formatExact(value: number | null | undefined, unit: string): string {
    if (value === null || value === undefined) return "-";
    switch (unit) {
        case "ms": case "s": case "bytes": return `${precise.format(value)} ${unit}`;
        case "percent": return `${precise.format(value)} %`;
        case "count": return precise.format(value);
        case "s since 1970": return formatTime(new Date(value * 1000).toISOString(), true);
        default: return unit ? `${precise.format(value)} ${unit}` : precise.format(value);
    }
}

export function formatCount(value: number): string {
    return precise.format(value);
}

/** The unit of a column of a table; what a panel measures has the panel's own. */
export function unitOfColumn(column: string, panelUnit: string): string {
    if (/^(p\d+|mean|max|sum)$/.test(column)) return panelUnit;
    if (/Latency$/i.test(column) || /^p\d+(Before|After)$/.test(column)) return "ms";
    if (/(Length|Bytes|dataProcessed)$/i.test(column)) return "bytes";
    if (/^errorRate|Rate$/.test(column)) return "percent";
    return column === "latitude" || column === "longitude" ? "" : "count";
}

let inUtc = true;

/** Decides for all times of the page whether they are shown in UTC or in the browser's zone. */
export function useUtc(utc: boolean): void {
    inUtc = utc;
}

export interface ClockTime {
    year: number;
    month: number;
    day: number;
    hour: number;
    minute: number;
    second: number;
    millisecond: number;
}

export function clockOf(time: number): ClockTime {
    const date = new Date(time);
    return inUtc
        ? {
            year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(),
            minute: date.getUTCMinutes(), second: date.getUTCSeconds(), millisecond: date.getUTCMilliseconds(),
        }
        : {
            year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), hour: date.getHours(),
            minute: date.getMinutes(), second: date.getSeconds(), millisecond: date.getMilliseconds(),
        };
}

const two = (value: number): string => String(value).padStart(2, "0");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-01-15 12:30`, with seconds and milliseconds where they are asked for and not zero. */
export function formatTime(iso: string, seconds = false): string {
    const time = Date.parse(iso);
    if (Number.isNaN(time)) return iso;
    const clock = clockOf(time);
    const text = `${clock.year}-${two(clock.month)}-${two(clock.day)} ${two(clock.hour)}:${two(clock.minute)}`;
    if (!seconds) return text;
    return `${text}:${two(clock.second)}${clock.millisecond ? `.${String(clock.millisecond).padStart(3, "0")}` : ""}`;
}

/** A label of a time axis: the day where a day begins, else the time of day. */
export function formatTick(time: number, step: number): string {
    const clock = clockOf(time);
    if (step >= 86_400_000 || (clock.hour === 0 && clock.minute === 0)) return `${clock.day} ${months[clock.month - 1]}`;
    return `${two(clock.hour)}:${two(clock.minute)}`;
}

/** Minutes by which the page's clock is ahead of UTC at a time, for ticks that fall on full hours and days. */
export function offsetOf(time: number): number {
    return inUtc ? 0 : -new Date(time).getTimezoneOffset();
}

export function zoneName(utc: boolean): string {
    return utc ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone || "local time";
}

/** `3 min ago`, `2 h ago`, `5 d ago`. */
export function formatAge(milliseconds: number): string {
    const minutes = Math.floor(milliseconds / 60_000);
    if (minutes < 1) return "just now";
    if (minutes < 120) return `${minutes} min ago`;
    if (minutes < 2880) return `${Math.floor(minutes / 60)} h ago`;
    return `${Math.floor(minutes / 1440)} d ago`;
}

/** `PT15M`, `PT1H`, `P1D` in milliseconds. */
export function parseInterval(text: string): number {
    const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
    if (!match) return 60_000;
    const part = (index: number): number => Number(match[index] ?? 0);
    return ((part(1) * 24 + part(2)) * 60 + part(3)) * 60_000 + part(4) * 1000 || 60_000;
}

/** `1 min`, `15 min`, `1 h`, `1 d`. */
export function formatInterval(milliseconds: number): string {
    if (milliseconds % 86_400_000 === 0) return `${milliseconds / 86_400_000} d`;
    if (milliseconds % 3_600_000 === 0) return `${milliseconds / 3_600_000} h`;
    return `${Math.round(milliseconds / 60_000)} min`;
}

/** A text of a log on one line: control characters and marks of direction would change what surrounds them. */
export function formatText(text: string | null | undefined): string {
    if (text === null || text === undefined) return "-";
    return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g,
        mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
