/** Copying and saving texts that the page has. */

import { h } from "./dom";

let live: HTMLElement | null = null;

/** Says something for a moment, to screen readers as well. */
export function announce(message: string): void {
    live ??= document.body.appendChild(h("div", { class: "toast", role: "status", "aria-live": "polite" }));
    live.textContent = message;
    live.classList.add("shown");
    setTimeout(() => {
        if (live?.textContent === message) live.classList.remove("shown");
    }, 2200);
}

export async function copyText(text: string): Promise<void> {
    try {
        await navigator.clipboard.writeText(text);
        announce("Copied");
    } catch {
        // Without https the browser lets nobody write to the clipboard but its own command.
        const area = document.body.appendChild(h("textarea", { class: "offscreen", "aria-hidden": "true" }));
        area.value = text;
        area.select();
        announce(document.execCommand("copy") ? "Copied" : "The browser does not allow copying");
        area.remove();
    }
}

export function saveText(name: string, type: string, text: string): void {
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The option of `apigw analyze` that selects records with this value, quoted for a shell. */
export function filterOption(column: string, value: string): string {
    const filter = `${column}=${value}`;
    return `--filter ${/^[\w.=/:$@%+,-]+$/.test(filter) && !filter.includes("$") ? filter : `'${filter.replaceAll("'", "'\\''")}'`}`;
}
