/** Light or dark: what the system prefers, unless somebody said otherwise. */

import type { Ink } from "./panels/timeoption";

const memory = "api-gateway-analytics.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen(): string | null {
    try {
        return localStorage.getItem(memory);
    } catch {
        // Storage is closed to files and in private windows of some browsers.
        return document.documentElement.dataset.theme ?? null;
    }
}

export function isDark(): boolean {
    const theme = chosen();
    return theme === null ? system.matches : theme === "dark";
}

function apply(): void {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

export function toggleTheme(): void {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
        localStorage.setItem(memory, next);
    } catch {
        // Then it holds until the page is closed.
    }
}

/** Applies the theme and tells when the system's preference changes. */
export function watchTheme(changed: () => void): void {
    apply();
    system.addEventListener("change", () => {
        apply();
        changed();
    });
}

/** The colours of the style sheet, for what is drawn on a canvas. */
export function inkOf(element: Element): Ink {
    const style = getComputedStyle(element);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    return { text: color("--faint"), grid: color("--grid"), axis: color("--line"), font: style.fontFamily, background: color("--card") };
}
