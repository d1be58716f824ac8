/** Where data comes from: the JSON API beside the page, or the report that the page carries. */

import type { RangeChoice, View } from "./address";
import type { Catalog, DashboardData, DashboardDefinition, FilterValues, MonitorTimeline, PanelData, Report, State } from "./model";

/** What the server sends of a table where nobody says how much. */
export const blockRows = 1000;
/** The most rows that it sends at once. */
export const mostRows = 10_000;

export class SourceError extends Error {
    readonly status: number;
    readonly retryAfter: number | null;

    constructor(message: string, status: number, retryAfter: number | null = null) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}

/** How much of a panel is wanted. */
export interface PanelShape {
    series?: number;
    skip?: number;
    rows?: number;
    /** A column, with - before it for descending order. */
    sort?: string;
    search?: string;
}

export interface DataSource {
    /** False for a report: there is nothing to refresh, to filter and to page. */
    readonly live: boolean;
    catalog(): Promise<Catalog>;
    state(): Promise<State | null>;
    dashboard(definition: DashboardDefinition, view: View, series: number, signal: AbortSignal): Promise<DashboardData>;
    panel(definition: DashboardDefinition, panelId: string, view: View, shape: PanelShape, signal: AbortSignal): Promise<PanelData>;
    filterValues(dashboard: string, field: string, match: string, view: View, signal: AbortSignal): Promise<FilterValues>;
    monitors(view: View, signal: AbortSignal): Promise<MonitorTimeline>;
}

interface Answer {
    etag: string;
    body: unknown;
}

/** Asks with the tag of the last answer, so that a poll that finds nothing new costs next to nothing. */
export class ApiSource implements DataSource {
    readonly live = true;
    readonly #answers = new Map<string, Answer>();
    #extent: { oldest: string; newest: string } | null = null;

    catalog(): Promise<Catalog> {
        return this.#get<Catalog>("catalog", new URLSearchParams());
    }

    async state(): Promise<State | null> {
        const state = await this.#get<State>("state", new URLSearchParams());
        this.#extent = state.oldestRecord && state.newestRecord ? { oldest: state.oldestRecord, newest: state.newestRecord } : null;
        return state;
    }

    dashboard(definition: DashboardDefinition, view: View, series: number, signal: AbortSignal): Promise<DashboardData> {
        const query = this.#query(view, definition.filters);
        query.set("series", String(series));
        return this.#get(`dashboards/${encodeURIComponent(definition.id)}`, query, signal);
    }

    panel(definition: DashboardDefinition, panelId: string, view: View, shape: PanelShape, signal: AbortSignal): Promise<PanelData> {
        const query = this.#query(view, definition.filters);
        for (const [name, value] of Object.entries(shape)) query.set(name, String(value));
        // A table that is asked for as a whole is saved, and not asked for again.
        return this.#get(`panels/${panelId.split("/").map(encodeURIComponent).join("/")}`, query, signal, (shape.rows ?? 0) <= blockRows);
    }

    filterValues(dashboard: string, field: string, match: string, view: View, signal: AbortSignal): Promise<FilterValues> {
        const query = this.#query(view, []);
        query.delete("interval");
        query.set("limit", "50");
        if (match) query.set("match", match);
        return this.#get(`filters/${encodeURIComponent(dashboard)}/${encodeURIComponent(field)}`, query, signal);
    }

    monitors(view: View, signal: AbortSignal): Promise<MonitorTimeline> {
        const query = this.#query(view, ["account", "region", "apiName", "apiId", "stage"]);
        query.delete("interval");
        return this.#get("monitors", query, signal);
    }

    #query(view: View, filters: readonly string[]): URLSearchParams {
        const query = new URLSearchParams();
        this.#setRange(query, view.range);
        for (const name of filters) if (view.filters[name]) query.set(`filter.${name}`, view.filters[name]);
        if (view.interval) query.set("interval", view.interval);
        return query;
    }

    #setRange(query: URLSearchParams, range: RangeChoice): void {
        if (range.kind === "last" && range.last) query.set("last", range.last);
        if (range.kind === "custom" && range.from && range.to) {
            query.set("from", range.from);
            query.set("to", range.to);
        }

        if (range.kind === "all" && this.#extent) {
            const minute = 60_000;
            query.set("from", new Date(Math.floor(Date.parse(this.#extent.oldest) / minute) * minute).toISOString());
            query.set("to", new Date((Math.floor(Date.parse(this.#extent.newest) / minute) + 1) * minute).toISOString());
        }
    }

    async #get<T>(path: string, query: URLSearchParams, signal?: AbortSignal, keeps = true): Promise<T> {
        const text = query.toString();
        const url = `api/${path}${text ? `?${text}` : ""}`;
        const known = this.#answers.get(url);
        const headers: Record<string, string> = { accept: "application/json" };
        if (known) headers["if-none-match"] = known.etag;
        let response: Response;
        try {
            response = await fetch(url, { headers, cache: "no-store", ...(signal ? { signal } : {}) });
        } catch (error) {
            if (signal?.aborted) throw error;
            throw new SourceError("The server does not answer.", 0);
        }

        if (response.status === 304 && known) {
            this.#keep(url, known);
            return known.body as T;
        }

        if (!response.ok) throw await failureOf(response);
        const body = await response.json() as T;
        const etag = response.headers.get("etag");
        if (etag && keeps) this.#keep(url, { etag, body });
        return body;
    }

    /** Only what is polled is asked for again; ranges and searches that were left behind would pile up. */
    #keep(url: string, answer: Answer): void {
        this.#answers.delete(url);
        this.#answers.set(url, answer);
        if (this.#answers.size > 24) this.#answers.delete(this.#answers.keys().next().value ?? "");
    }
}

async function failureOf(response: Response): Promise<SourceError> {
    const retryAfter = Number(response.headers.get("retry-after"));
    let message = `The server answered ${response.status}.`;
    try {
        const problem = await response.json() as { title?: string; detail?: string };
        message = problem.detail ?? problem.title ?? message;
    } catch {
        // Not a problem document: the status says all there is.
    }

    return new SourceError(message, response.status, Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null);
}

/** The report that `apigw analyze --format html` put into the page. */
export class ReportSource implements DataSource {
    readonly live = false;
    readonly #report: Report;

    constructor(report: Report) {
        this.#report = report;
    }

    catalog(): Promise<Catalog> {
        const catalog = this.#report.catalog;
        const answered = new Set(this.#report.answer.dashboards.map(dashboard => dashboard.id));
        return Promise.resolve({ ...catalog, dashboards: catalog.dashboards.filter(dashboard => answered.has(dashboard.id)) });
    }

    state(): Promise<State | null> {
        return Promise.resolve(this.#report.state ?? null);
    }

    dashboard(definition: DashboardDefinition): Promise<DashboardData> {
        const answer = this.#report.answer;
        const found = answer.dashboards.find(dashboard => dashboard.id === definition.id);
        if (!found) return Promise.reject(new SourceError("The report does not have this dashboard.", 404));
        return Promise.resolve({ ...found, generatedAt: answer.generatedAt, range: answer.range });
    }

    async panel(definition: DashboardDefinition, panelId: string): Promise<PanelData> {
        const panel = (await this.dashboard(definition)).panels.find(candidate => candidate.id === panelId);
        if (!panel) throw new SourceError("The report does not have this panel.", 404);
        return panel;
    }

    filterValues(_dashboard: string, field: string): Promise<FilterValues> {
        return Promise.resolve({ field, values: [], more: false });
    }

    monitors(): Promise<MonitorTimeline> {
        const { monitors, range } = this.#report.answer;
        return Promise.resolve({ range, monitors: monitors ?? [], firing: this.#report.state?.monitors?.firing ?? [] });
    }
}

/** The report in this page, if it is one. */
export function findReport(): Report | null {
    const text = document.getElementById("report")?.textContent?.trim();
    return text?.startsWith("{") ? JSON.parse(text) as Report : null;
}
