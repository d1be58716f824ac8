/** The dashboard's filters, as chips that say what they let through; values are completed from the data. */

import { h, icon, uniqueId } from "../dom";
import { formatText } from "../format";
import { openPopover } from "../menu";
import type { DashboardDefinition, FilterValues } from "../model";

export interface FilterActions {
    values(field: string, match: string, signal: AbortSignal): Promise<FilterValues>;
    set(field: string, pattern: string | null): void;
}

export function drawFilters(element: HTMLElement, dashboard: DashboardDefinition, filters: Record<string, string>, actions: FilterActions): void {
    const chips = dashboard.filters.map(field => chipOf(field, filters[field] ?? null, actions));
    const elsewhere = Object.entries(filters).filter(([field]) => !dashboard.filters.includes(field)).map(([field, pattern]) =>
        h("span", { class: "chip idle", title: "This dashboard does not have this filter." }, h("span", {}, `${field}: ${formatText(pattern)}`), clearButton(field, actions)));
    element.replaceChildren(icon("filter"), ...chips, ...elsewhere);
}

function clearButton(field: string, actions: FilterActions): HTMLElement {
    return h("button", { type: "button", class: "chip-clear", "aria-label": `Remove the filter ${field}`, onclick: (event: Event) => {
        // What remains of the filter takes the focus of the button that goes.
        const before = event.currentTarget instanceof Element ? event.currentTarget.previousElementSibling : null;
        if (before instanceof HTMLElement) before.focus();
        actions.set(field, null);
    } }, icon("close"));
}

function chipOf(field: string, pattern: string | null, actions: FilterActions): HTMLElement {
    const button = h("button", { type: "button", class: "chip-button", "aria-haspopup": "dialog", "aria-expanded": "false" },
        h("span", { class: "chip-name" }, pattern === null ? field : `${field}:`), pattern === null ? null : h("strong", {}, formatText(pattern)), pattern === null ? icon("down") : null);
    button.addEventListener("click", () => openFilter(button, field, pattern, actions));
    return h("span", { class: pattern === null ? "chip" : "chip active" }, button, pattern === null ? null : clearButton(field, actions));
}

function openFilter(anchor: HTMLElement, field: string, pattern: string | null, actions: FilterActions): void {
    const listId = uniqueId("values");
    const input = h("input", {
        type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": `Value of ${field}`,
        placeholder: "Value or pattern with *", autocomplete: "off", spellcheck: "false", value: pattern ?? "",
    });
    const list = h("div", { role: "listbox", id: listId, class: "menu-items values", "aria-label": `Values of ${field}` });
    const status = h("p", { class: "faint filter-status", role: "status" }, "Loading\u2026");
    let aborter = new AbortController();
    let active = -1;

    const choose = (value: string): void => {
        close();
        actions.set(field, value === "" || value === "*" ? null : value);
    };
    const mark = (index: number): void => {
        const options = [...list.children] as HTMLElement[];
        active = options.length === 0 ? -1 : (index + options.length) % options.length;
        options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
        const marked = options[active];
        marked?.scrollIntoView({ block: "nearest" });
        if (marked) input.setAttribute("aria-activedescendant", marked.id);
        else input.removeAttribute("aria-activedescendant");
    };
    const load = async (match: string): Promise<void> => {
        aborter.abort();
        aborter = new AbortController();
        try {
            const found = await actions.values(field, match, aborter.signal);
            const values = found.values.filter(value => value !== null);
            list.replaceChildren(...values.map(value => h("div", {
                role: "option", id: uniqueId("value"), class: "menu-item", "aria-selected": "false", onclick: () => choose(value),
            }, formatText(value))));
            status.textContent = found.more ? "There are more; type to narrow them down." : values.length === 0 ? "No value in the data matches. Enter filters by what is typed." : "";
            active = -1;
        } catch (error) {
            if (error instanceof DOMException && error.name === "AbortError") return;
            status.textContent = "The values could not be loaded.";
        }
    };
    let waiting = 0;
    input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = window.setTimeout(() => {
            if (input.isConnected) void load(input.value.trim());
        }, 150);
    });
    input.addEventListener("keydown", event => {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            mark(active + (event.key === "ArrowDown" ? 1 : -1));
        } else if (event.key === "Enter") {
            event.preventDefault();
            const option = list.children[active] as HTMLElement | undefined;
            if (option) option.click();
            else choose(input.value.trim());
        }
    });
    const close = openPopover(anchor, h("div", { class: "filter-popover", role: "dialog", "aria-label": `Filter by ${field}` }, input, list, status));
    input.focus();
    input.select();
    void load("");
}
