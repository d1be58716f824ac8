/** What can be done with a value that somebody pointed at. */

import { copyText, filterOption } from "./clipboard";
import { h } from "./dom";
import { formatText } from "./format";
import { openMenu } from "./menu";
import type { MenuEntry, Picked, Point } from "./panels/drawing";

export interface PickActions {
    canFilter(column: string): boolean;
    readonly filters: Readonly<Record<string, string>>;
    setFilter(field: string, pattern: string | null): void;
}

/** One value that is a filter filters; all else gets a menu. */
export function pick(values: readonly Picked[], at: Point | HTMLElement, extra: readonly MenuEntry[], { canFilter, filters, setFilter }: PickActions): void {
    const real = values.filter((picked): picked is { column: string; value: string | number } => picked.value !== null);
    const only = real[0];
    if (extra.length === 0 && values.length === 1 && only && canFilter(only.column) && filters[only.column] !== String(only.value)) {
        setFilter(only.column, String(only.value));
        return;
    }

    const entries: MenuEntry[] = [...extra];
    for (const { column, value } of real) {
        if (!canFilter(column)) continue;
        const text = String(value);
        entries.push(filters[column] === text
            ? { label: `Remove the filter ${column}`, icon: "close", run: () => setFilter(column, null) }
            : { label: `Filter by ${column} = ${clip(formatText(text))}`, icon: "filter", run: () => setFilter(column, text) });
    }

    for (const { column, value } of real) {
        entries.push({ label: real.length === 1 ? "Copy value" : `Copy ${column}`, icon: "copy", run: () => void copyText(String(value)) });
    }

    if (real.length > 0) {
        entries.push({ label: "Copy as apigw analyze --filter", icon: "copy", run: () => void copyText(real.map(({ column, value }) => filterOption(column, String(value))).join(" ")) });
    }

    if (entries.length === 0) return;
    const heading = values.length === 0 ? null : h("dl", { class: "menu-about picked" }, ...values.flatMap(({ column, value }) =>
        [h("dt", {}, column), h("dd", {}, formatText(value === null ? null : String(value)))]));
    openMenu(at, entries, heading);
}

function clip(text: string): string {
    return text.length > 40 ? `${text.slice(0, 39)}\u2026` : text;
}
