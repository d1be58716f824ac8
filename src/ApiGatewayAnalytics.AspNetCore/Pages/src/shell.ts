/** What stays while dashboards come and go: navigation, title, range, refresh, filters, banner. */

import { h, icon, keepingFocus } from "./dom";

export interface ShellActions {
    range(anchor: HTMLElement): void;
    zoomOut(): void;
    refresh(): void;
    setRefresh(seconds: number): void;
    setInterval(interval: string | null): void;
    theme(): void;
    go(target: string): void;
}

export interface Controls {
    range: string;
    zoomed: boolean;
    refresh: number;
    interval: string | null;
    utc: boolean;
    hasInterval: boolean;
}

export interface Shell {
    readonly element: HTMLElement;
    readonly nav: HTMLElement;
    readonly main: HTMLElement;
    readonly filters: HTMLElement;
    readonly badges: HTMLElement;
    setTitle(title: string): void;
    setControls(controls: Controls): void;
    setBanner(content: Node | null): void;
    setBusy(busy: boolean): void;
}

const refreshes: [number, string][] = [[0, "Refresh: off"], [5, "Every 5 s"], [10, "Every 10 s"], [30, "Every 30 s"], [60, "Every minute"], [300, "Every 5 min"]];
const intervals: [string, string][] = [["", "Steps: auto"], ["1m", "Steps: 1 min"], ["5m", "Steps: 5 min"], ["15m", "Steps: 15 min"], ["1h", "Steps: 1 h"], ["6h", "Steps: 6 h"], ["1d", "Steps: 1 d"]];

export function drawShell(root: HTMLElement, live: boolean, actions: ShellActions): Shell {
    const nav = h("nav", { class: "nav", id: "nav", "aria-label": "Dashboards" });
    const title = h("h1", { tabindex: "-1" });
    const badges = h("div", { class: "badges" });
    const filters = h("section", { class: "filters", "aria-label": "Filters" });
    const banner = h("div", { class: "banner", role: "status" });
    const notices = h("section", { class: "notices", "aria-label": "Notices", hidden: true }, banner);
    const main = h("main", { id: "content" });
    const rangeText = h("span");
    const range = live
        ? h("button", { type: "button", class: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }, icon("clock"), rangeText, icon("down"))
        : h("span", { class: "badge plain" }, icon("clock"), rangeText);
    if (live) range.addEventListener("click", () => actions.range(range));
    const zone = h("span", { class: "zone faint" });
    const zoomOut = h("button", { type: "button", class: "icon-button", "aria-label": "Zoom out", title: "Zoom out (or double-click a chart)", onclick: () => actions.zoomOut() }, icon("zoomOut"));
    const refresh = select("Refresh", refreshes.map(([seconds, name]) => [String(seconds), name]), value => actions.setRefresh(Number(value)));
    const interval = select("Steps of time charts", intervals, value => actions.setInterval(value || null));
    const now = h("button", { type: "button", class: "icon-button", "aria-label": "Refresh now", title: "Refresh now", onclick: () => actions.refresh() }, icon("refresh"));
    const theme = h("button", { type: "button", class: "icon-button", "aria-label": "Switch between light and dark", title: "Light or dark", onclick: () => actions.theme() }, icon("sun"), icon("moon"));
    const burger = h("button", { type: "button", class: "icon-button burger", "aria-label": "Dashboards", "aria-controls": "nav", "aria-expanded": "false" }, icon("menu"));
    const controls = h("div", { class: "controls" }, badges, zone, live ? zoomOut : null, range, live ? interval : null, live ? refresh : null, live ? now : null, theme);
    const brand = h("div", { class: "brand" }, h("span", { class: "logo", "aria-hidden": "true" }), h("span", {}, "API Gateway Analytics"));
    const element = h("div", { class: live ? "shell" : "shell report" },
        h("a", { class: "skip", href: "#content", onclick: (event: Event) => {
            event.preventDefault();
            title.focus();
        } }, "Skip to the dashboard"),
        h("aside", { class: "side" }, brand, nav),
        h("div", { class: "page" }, h("header", { class: "top" }, burger, title, controls), filters, notices, main));
    const openNav = (open: boolean): void => {
        element.classList.toggle("nav-open", open);
        burger.setAttribute("aria-expanded", String(open));
    };
    burger.addEventListener("click", () => openNav(!element.classList.contains("nav-open")));
    element.addEventListener("click", event => {
        const target = event.target instanceof Element ? event.target : null;
        const link = target?.closest<HTMLElement>("a[data-go]");
        if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
            event.preventDefault();
            openNav(false);
            actions.go(link.dataset.go ?? "");
        } else if (element.classList.contains("nav-open") && !target?.closest(".side, .burger")) openNav(false);
    });
    addEventListener("keydown", event => {
        if (event.key === "Escape") openNav(false);
    });
    root.replaceChildren(element);

    return {
        element, nav, main, filters, badges,
        setTitle: text => {
            title.textContent = text;
        },
        setControls: given => {
            rangeText.textContent = given.range;
            zone.textContent = given.utc ? "UTC" : "local";
            zoomOut.hidden = !given.zoomed;
            choose(refresh, String(given.refresh), seconds => `Every ${seconds} s`);
            choose(interval, given.interval ?? "", value => `Steps: ${value}`);
            interval.hidden = !given.hasInterval;
        },
        setBanner: content => {
            notices.hidden = content === null;
            // Saying the same again would be read out again, and take the focus from what can be chosen in it.
            if ((content?.textContent ?? "") !== banner.textContent) keepingFocus(banner, () => banner.replaceChildren(...content ? [content] : []));
        },
        setBusy: busy => {
            now.classList.toggle("busy", busy);
        },
    };
}

function select(label: string, options: readonly (readonly [string, string])[], changed: (value: string) => void): HTMLSelectElement {
    const element = h("select", { class: "button", "aria-label": label }, ...options.map(([value, name]) => h("option", { value }, name)));
    element.addEventListener("change", () => changed(element.value));
    return element;
}

function choose(element: HTMLSelectElement, value: string, nameOf: (value: string) => string): void {
    if (![...element.options].some(option => option.value === value)) element.append(h("option", { value }, nameOf(value)));
    element.value = value;
}
