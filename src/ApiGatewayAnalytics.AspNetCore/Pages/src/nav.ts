/** The list of dashboards, grouped by what they are about. The groups come from the definitions: a host's own dashboards find theirs. */

import { h } from "./dom";
import type { Catalog, DashboardDefinition } from "./model";

interface Group {
    title: string;
    dashboards: DashboardDefinition[];
}

/** What a dashboard is about: insights are asked for, audit comes from CloudTrail, and kinds of APIs stand in titles. */
function groupOf(dashboard: DashboardDefinition): string {
    if (dashboard.onRequest) return "Insights";
    if (dashboard.source === "cloud-trail") return "Audit";
    if (dashboard.source === "access-log") return "Access logs";
    const kinds = ["REST", "HTTP", "WebSocket"].filter(kind => new RegExp(`\\b${kind}\\b`, "i").test(dashboard.title));
    if (kinds.length === 0) return dashboard.source === "metrics" ? "Metrics" : "More";
    return kinds.length > 1 ? kinds.join(" and ") : kinds[0] ?? "More";
}

const order = ["Access logs", "REST", "HTTP", "WebSocket", "HTTP and WebSocket", "REST and HTTP", "Metrics", "Audit", "Insights"];

export function groupsOf(catalog: Catalog): Group[] {
    const groups = new Map<string, DashboardDefinition[]>();
    for (const dashboard of catalog.dashboards) {
        const title = groupOf(dashboard);
        groups.set(title, [...groups.get(title) ?? [], dashboard]);
    }

    const place = (title: string): number => order.includes(title) ? order.indexOf(title) : order.length;
    return [...groups].map(([title, dashboards]) => ({ title, dashboards })).sort((one, other) => place(one.title) - place(other.title));
}

/** The title without what the group says already. */
function shortTitle(dashboard: DashboardDefinition, group: string): string {
    const text = dashboard.title.replace(/\s*\([^)]*\)\s*$/, "").replace(new RegExp(`^${group}\\s*[-:]\\s*`, "i"), "");
    return text || dashboard.title;
}

export function drawNav(element: HTMLElement, catalog: Catalog, current: string | null, firing: number, href: (dashboard: string | null) => string): void {
    const link = (target: string | null, text: string, title: string, extra?: Node | null): HTMLElement => {
        const here = target === current;
        return h("li", {}, h("a", { href: href(target), class: here ? "nav-link here" : "nav-link", "aria-current": here ? "page" : undefined, title, "data-go": target ?? "monitors" }, h("span", {}, text), extra ?? null));
    };
    element.replaceChildren(...groupsOf(catalog).map(group => h("div", { class: "nav-group" }, h("h2", {}, group.title),
        h("ul", {}, ...group.dashboards.map(dashboard => link(dashboard.id, shortTitle(dashboard, group.title), dashboard.title))))),
    h("div", { class: "nav-group" }, h("h2", {}, "Alerts"), h("ul", {}, link(null, "Monitors", "Monitors", firing > 0 ? h("span", { class: "count" }, firing) : null))));
}

