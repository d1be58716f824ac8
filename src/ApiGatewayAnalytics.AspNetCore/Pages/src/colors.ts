/** One colour per key, everywhere: statuses by class, methods and outcomes by meaning, all else by the key's own hash. */

import { otherKey } from "./model";

/** The first ones are told apart at a glance; those behind them come only where a chart has used all of these. */
const plain = 7;
const lightPalette = ["#3b6fe0", "#12939a", "#8a63d2", "#d9822b", "#c2418f", "#4c9a2a", "#94615a", "#a8801b", "#5b7fa6", "#b4475e", "#828c1f", "#9b4db0",
    "#c0572f", "#2a8f6c", "#b0651d", "#6f56c9", "#0f86c1", "#7d6b9e", "#4a72b8", "#37829b"];
const darkPalette = ["#6e9bff", "#3fc1c0", "#b394f4", "#f2a65a", "#ee7fc0", "#86cf5f", "#c99a91", "#d8b24a", "#93b4d8", "#ec8497", "#bcc554", "#cf88e3",
    "#f08b64", "#5fc9a1", "#dd9a58", "#a18df5", "#4db5ef", "#b3a2d6", "#87abef", "#6cbad1"];

const statusShades: Record<string, string[]> = {
    "1": ["#7a8699", "#98a3b3"],
    "2": ["#2f9e5b", "#57b97c", "#84cfa0", "#a9dfbd", "#1f7d44"],
    "3": ["#3f86d8", "#6aa5e6", "#97c1f0", "#bcd8f7"],
    "4": ["#e09a1a", "#ebb24a", "#c98412", "#f2c877", "#b0720c", "#f7dba6"],
    "5": ["#d63c3c", "#e46767", "#b62a2a", "#ef9292", "#941f1f", "#f6b9b9"],
};

/** A map, since names come from logs: an object would find a colour for `constructor`. */
const meanings = new Map(Object.entries({
    GET: "#3b7dd8", POST: "#2f9e5b", PUT: "#e09a1a", PATCH: "#8a63d2", DELETE: "#d63c3c", HEAD: "#12939a", OPTIONS: "#7a8699",
    Success: "#2f9e5b", Failure: "#d63c3c",
    p50: "#57b97c", mean: "#3b7dd8", p90: "#e0b01a", p95: "#e09a1a", p99: "#d63c3c", max: "#941f1f",
}));

export const absentColor = "#9aa4b2";
const otherColor = "#7a8699";

function hash(text: string): number {
    let value = 2166136261;
    for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16777619);
    return (value ^ (value >>> 15)) >>> 0;
}

export function isStatus(text: string): boolean {
    return /^[1-5]\d\d$/.test(text);
}

/** The colour of a status: its class gives the hue, the status the shade. */
export function statusColor(status: string): string {
    const shades = statusShades[status.charAt(0)] ?? [otherColor];
    const code = Number(status.slice(1));
    return shades[code < shades.length ? code : code % shades.length] ?? otherColor;
}

export type Key = readonly (string | null)[];

function fixedColor(key: Key, other: boolean): string | null {
    if (other || key.includes(otherKey)) return otherColor;
    const last = key[key.length - 1];
    if (key.every(part => part === null)) return absentColor;
    if (key.length !== 1 || typeof last !== "string") return null;
    return isStatus(last) ? statusColor(last) : meanings.get(last) ?? null;
}

/** Which place of the palette a name got when it was first drawn: all charts of the page agree. */
const places = new Map<string, number>();

/**
 * Colours of the keys of one chart. A name asks for the same colour on every page; where another one of the chart has it, the next free
 * one is taken and kept.
 */
export function colorsOf(keys: readonly Key[], names: readonly string[], dark: boolean, others?: readonly boolean[]): string[] {
    const palette = dark ? darkPalette : lightPalette;
    const owners = new Map<number, string>();
    return keys.map((key, index) => {
        const fixed = fixedColor(key, others?.[index] ?? false);
        if (fixed !== null) return fixed;
        const name = names[index] ?? "";
        let place = places.get(name) ?? hash(name) % plain;
        const taken = (): boolean => owners.has(place) && owners.get(place) !== name;
        for (let tries = 0; tries < plain && taken(); tries++) place = (place + 1) % plain;
        for (let extra = plain; extra < palette.length && taken(); extra++) place = extra;
        owners.set(place, name);
        if (!places.has(name) && places.size < 5000) places.set(name, place);
        return palette[place] ?? otherColor;
    });
}

/** The colour that a key has by its meaning, or that of everything else. */
export function meaningColor(key: Key, dark: boolean): string {
    return fixedColor(key, false) ?? (dark ? "#6e9bff" : "#3b6fe0");
}

const cool = { light: ["#e3ecfb", "#1f4fb8"], dark: ["#1f2e4d", "#7fa8ff"] };
const warm = { light: ["#fdeceb", "#c02626"], dark: ["#3a2226", "#ff7a72"] };

function channels(color: string): [number, number, number] {
    const value = Number.parseInt(color.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
}

/** A step of a scale from pale to strong, for a share between 0 and 1; warm where much of it is bad. */
export function scaleColor(share: number, bad: boolean, dark: boolean): string {
    const [from, to] = (bad ? warm : cool)[dark ? "dark" : "light"].map(color => channels(color)) as [[number, number, number], [number, number, number]];
    const part = Math.min(1, Math.max(0, share));
    return `#${from.map((start, index) => Math.round(start + ((to[index] ?? 0) - start) * part).toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever is read better on a colour. */
export function inkOn(color: string): string {
    const [red, green, blue] = channels(color).map(channel => {
        const part = channel / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 ? "#101828" : "#ffffff";
}
