/** What is shown, as the query string says it: every state of the page is a link, and back and forward work. */

export interface RangeChoice {
    kind: "default" | "last" | "custom" | "all";
    last?: string;
    from?: string;
    to?: string;
}

export interface View {
    dashboard: string | null;
    monitors: boolean;
    /** The panel that fills the page. */
    panel: string | null;
    range: RangeChoice;
    filters: Record<string, string>;
    interval: string | null;
    /** Seconds between two polls; 0 is never, null is the page's own choice. */
    refresh: number | null;
    utc: boolean;
}

export function parseView(query: string): View {
    const given = new URLSearchParams(query);
    const filters: Record<string, string> = {};
    for (const [name, value] of given) if (name.startsWith("filter.") && value) filters[name.slice(7)] = value;
    const from = given.get("from"), to = given.get("to"), last = given.get("last"), refresh = given.get("refresh");
    const range: RangeChoice = given.get("range") === "all" ? { kind: "all" }
        : from && to && !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to)) ? { kind: "custom", from, to }
        : last && /^\d{1,5}[mhd]$/.test(last) ? { kind: "last", last }
        : { kind: "default" };
    return {
        dashboard: given.get("dashboard"),
        monitors: given.get("page") === "monitors",
        panel: given.get("panel"),
        range,
        filters,
        interval: given.get("interval"),
        refresh: refresh !== null && /^\d{1,5}$/.test(refresh) ? Number(refresh) : null,
        utc: given.get("zone") !== "local",
    };
}

export function writeView(view: View): string {
    const query = new URLSearchParams();
    if (view.monitors) query.set("page", "monitors");
    else if (view.dashboard) query.set("dashboard", view.dashboard);
    if (view.panel) query.set("panel", view.panel);
    if (view.range.kind === "all") query.set("range", "all");
    if (view.range.kind === "last" && view.range.last) query.set("last", view.range.last);
    if (view.range.kind === "custom" && view.range.from && view.range.to) {
        query.set("from", view.range.from);
        query.set("to", view.range.to);
    }

    for (const [name, value] of Object.entries(view.filters)) query.set(`filter.${name}`, value);
    if (view.interval) query.set("interval", view.interval);
    if (view.refresh !== null) query.set("refresh", String(view.refresh));
    if (!view.utc) query.set("zone", "local");
    // Colons, commas and stars are allowed in a query, and a link that can be read is worth more.
    return query.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/");
}

/** Where the view is kept: the query string, or the fragment of a report that was opened as a file. */
export class Address {
    readonly #inFragment: boolean;
    readonly #changed: (view: View) => void;

    constructor(inFragment: boolean, changed: (view: View) => void) {
        this.#inFragment = inFragment;
        this.#changed = changed;
        addEventListener(inFragment ? "hashchange" : "popstate", () => changed(this.view));
    }

    get view(): View {
        return parseView(this.#inFragment ? location.hash.slice(1) : location.search);
    }

    /** A link to a view, for elements that navigate. */
    href(view: View): string {
        return (this.#inFragment ? "#" : "?") + writeView(view);
    }

    go(view: View, replace = false): void {
        const target = this.href(view);
        const link = target.length > 1 ? target : this.#inFragment ? "#" : location.pathname;
        if (replace) history.replaceState(null, "", link);
        else if (link !== (this.#inFragment ? location.hash : location.search)) history.pushState(null, "", link);
        this.#changed(view);
    }
}
