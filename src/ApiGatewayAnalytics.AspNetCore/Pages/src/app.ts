/** The page: what is shown follows from the address, data is polled while somebody looks. */

import { Address, type RangeChoice, type View } from "./address";
import { drawFilters } from "./controls/filters";
import { openRange, rangeName } from "./controls/range";
import { DashboardPage } from "./dashboard";
import { h, icon, keepingFocus } from "./dom";
import { formatAge, formatCount, formatExact, formatTime, formatValue, useUtc } from "./format";
import { closePopover } from "./menu";
import type { Catalog, DashboardDefinition, MonitorTimeline, State, TimeRange } from "./model";
import { drawMonitors, firingBadge } from "./monitors";
import { drawNav } from "./nav";
import type { CardActions } from "./panels/card";
import { cardSeries, fullSeries } from "./panels/notes";
import { pick } from "./pick";
import { Poll } from "./poll";
import { drawShell, type Shell } from "./shell";
import { SourceError, type DataSource } from "./source";
import { toggleTheme, watchTheme } from "./theme";

const staleAfter = 15 * 60_000;

export class App {
    readonly #source: DataSource;
    readonly #catalog: Catalog;
    readonly #address: Address;
    readonly #shell: Shell;
    readonly #poll: Poll;
    #state: State | null;
    #page: DashboardPage | null = null;
    #monitors: HTMLElement | null = null;
    #range: TimeRange | null = null;
    #shown = "";
    #filters = "";
    #asking: AbortController | null = null;
    #timeline: MonitorTimeline | null = null;
    #zoomedFrom: RangeChoice[] = [];

    constructor(root: HTMLElement, source: DataSource, catalog: Catalog, state: State | null) {
        this.#source = source;
        this.#catalog = catalog;
        this.#state = state;
        this.#address = new Address(!source.live, () => this.#show());
        this.#poll = new Poll(() => this.#refresh());
        this.#shell = drawShell(root, source.live, {
            range: anchor => openRange(anchor, this.#view, this.#mode, this.#range, change => {
                if (change.range) this.#zoomedFrom = [];
                this.#go({ ...this.#view, ...change });
            }),
            zoomOut: () => this.#zoomOut(),
            refresh: () => void this.#poll.now(),
            setRefresh: seconds => this.#go({ ...this.#view, refresh: seconds }, true),
            setInterval: interval => this.#go({ ...this.#view, interval }),
            theme: () => {
                toggleTheme();
                this.#page?.redraw();
            },
            go: target => this.#go(this.#viewOf(target)),
        });
        watchTheme(() => this.#page?.redraw());
        addEventListener("keydown", event => {
            if (event.key === "Escape" && this.#view.panel && !event.defaultPrevented) this.#go({ ...this.#view, panel: null });
        });
        this.#show();
    }

    get #view(): View {
        return this.#address.view;
    }

    get #mode(): string | undefined {
        return this.#state?.mode ?? this.#catalog.mode;
    }

    get #dashboard(): DashboardDefinition | null {
        const { dashboard, monitors } = this.#view;
        if (monitors) return null;
        return this.#catalog.dashboards.find(candidate => candidate.id === dashboard) ?? this.#firstWithData() ?? null;
    }

    /** Where nobody said which dashboard, that of what there is most of: access logs. */
    #firstWithData(): DashboardDefinition | undefined {
        return this.#catalog.dashboards.find(dashboard => dashboard.source === "access-log" && !dashboard.onRequest) ?? this.#catalog.dashboards[0];
    }

    #viewOf(target: string): View {
        const view = this.#view;
        return { ...view, panel: null, monitors: target === "monitors", dashboard: target === "monitors" ? null : target };
    }

    #go(view: View, replace = false): void {
        closePopover();
        this.#address.go(view, replace);
    }

    /** Draws what the address says. */
    #show(): void {
        const view = this.#view, dashboard = this.#dashboard;
        const zoneChanged = this.#shell.element.dataset.utc !== undefined && this.#shell.element.dataset.utc !== String(view.utc);
        this.#shell.element.dataset.utc = String(view.utc);
        useUtc(view.utc);
        closePopover();
        const target = view.monitors ? "monitors" : dashboard?.id ?? "";
        if (target !== this.#shown) this.#open(target, dashboard);
        this.#page?.setFull(view.panel);
        if (zoneChanged) {
            this.#page?.redraw();
            // The monitors are drawn anew with the next answer, be it the same.
            this.#timeline = null;
        }

        this.#drawControls();
        this.#poll.every(this.#source.live ? this.#refreshSeconds(view) : 0);
        void this.#poll.now();
    }

    #refreshSeconds(view: View): number {
        return view.refresh ?? (this.#mode === "files" ? 0 : 30);
    }

    #open(target: string, dashboard: DashboardDefinition | null): void {
        this.#shown = target;
        this.#page?.dispose();
        this.#page = null;
        this.#monitors = null;
        this.#range = null;
        scrollTo(0, 0);
        if (dashboard) {
            this.#page = new DashboardPage(dashboard, this.#actionsOf(dashboard));
            this.#shell.main.replaceChildren(this.#page.element);
        } else {
            this.#monitors = h("div", { class: "monitors" }, h("div", { class: "skeleton tall", role: "status", "aria-label": "Loading" }));
            this.#shell.main.replaceChildren(this.#monitors);
        }

        const title = dashboard?.title ?? "Monitors";
        document.title = `${title} - API Gateway Analytics`;
        this.#shell.setTitle(title);
    }

    #drawControls(): void {
        const view = this.#view, dashboard = this.#dashboard;
        const firing = this.#state?.monitors?.firing.length ?? 0;
        keepingFocus(this.#shell.nav, () => drawNav(this.#shell.nav, this.#catalog, view.monitors ? null : dashboard?.id ?? "", firing,
            target => this.#address.href(this.#viewOf(target ?? "monitors"))));
        this.#shell.setControls({
            range: this.#source.live ? rangeName(view.range, this.#mode) : this.#rangeText(), zoomed: view.range.kind === "custom", refresh: this.#refreshSeconds(view),
            interval: view.interval, utc: view.utc, hasInterval: dashboard !== null,
        });
        keepingFocus(this.#shell.badges, () => this.#shell.badges.replaceChildren(...this.#badges(firing)));
        this.#shell.filters.hidden = !this.#source.live || !dashboard;
        if (dashboard && this.#source.live) this.#drawFilters(dashboard, view);
    }

    /** Only where they have changed: a poll must not take away what a popover is anchored to. */
    #drawFilters(dashboard: DashboardDefinition, view: View): void {
        const filters = JSON.stringify([dashboard.id, view.filters]);
        if (filters === this.#filters) return;
        this.#filters = filters;
        keepingFocus(this.#shell.filters, () => drawFilters(this.#shell.filters, dashboard, view.filters, {
            values: (field, match, signal) => this.#source.filterValues(dashboard.id, field, match, this.#view, signal),
            set: (field, pattern) => this.#setFilter(field, pattern),
        }));
    }

    #setFilter(field: string, pattern: string | null): void {
        const filters = { ...this.#view.filters };
        if (pattern === null) delete filters[field];
        else filters[field] = pattern;
        this.#go({ ...this.#view, filters });
    }

    #rangeText(): string {
        return this.#range ? `${formatTime(this.#range.from)} \u2013 ${formatTime(this.#range.to)}` : "";
    }

    #badges(firing: number): Node[] {
        const badges: Node[] = [];
        const state = this.#state;
        if (state?.monitors && state.monitors.configured > 0) badges.push(firingBadge(firing, this.#address.href(this.#viewOf("monitors"))));
        if (state) {
            const rejected = Object.values(state.rejected ?? {}).reduce((sum, count) => sum + count, 0);
            badges.push(h("span", {
                class: "badge plain wide-only",
                title: `${formatExact(state.accepted, "count")} accepted, ${formatExact(rejected, "count")} rejected, ${formatExact(state.duplicates ?? 0, "count")} duplicates; `
                    + `${formatValue(state.bytes ?? 0, "bytes")} of memory`,
            }, `${formatValue(state.records, "count")} records`, rejected > 0 ? h("span", { class: "bad" }, ` \u00b7 ${formatCount(rejected)} rejected`) : null));
        }

        return badges;
    }

    async #refresh(): Promise<void> {
        this.#asking?.abort();
        const asking = this.#asking = new AbortController();
        const view = this.#view, dashboard = this.#dashboard, page = this.#page;
        this.#shell.setBusy(true);
        try {
            if (view.range.kind === "all" || this.#source.live) this.#state = await this.#source.state();
            if (asking.signal.aborted) return;
            if (dashboard && page) {
                const data = await this.#source.dashboard(dashboard, view, cardSeries, asking.signal);
                if (asking.signal.aborted) return;
                this.#range = data.range;
                page.setData(data);
            } else if (this.#monitors) {
                const timeline = await this.#source.monitors(view, asking.signal);
                if (asking.signal.aborted || !this.#monitors) return;
                if (timeline !== this.#timeline || this.#monitors.querySelector(".skeleton")) this.#drawMonitors(this.#monitors, timeline);
                this.#timeline = timeline;
                this.#range = timeline.range ?? this.#range;
            }

            this.#shell.setBanner(this.#ageBanner());
        } catch (error) {
            if (asking.signal.aborted) return;
            const message = error instanceof Error ? error.message : String(error);
            const retry = (): void => void this.#poll.now();
            page?.setError(message, retry);
            if (this.#monitors?.querySelector(".skeleton")) {
                this.#monitors.replaceChildren(h("div", { class: "state" }, icon("warning"), h("p", {}, message), h("button", { type: "button", class: "button", onclick: retry }, "Try again")));
            }

            this.#shell.setBanner(h("span", {}, icon("warning"), `What is shown may be old: ${message} `, h("button", { type: "button", class: "link", onclick: retry }, "Try again")));
            if (error instanceof SourceError && error.retryAfter !== null) this.#poll.soon(error.retryAfter);
        } finally {
            if (this.#asking === asking) {
                this.#shell.setBusy(false);
                this.#drawControls();
            }
        }
    }

    #drawMonitors(element: HTMLElement, timeline: MonitorTimeline): void {
        keepingFocus(element, () => drawMonitors(element, this.#catalog, timeline, this.#range));
    }

    #ageBanner(): Node | null {
        const state = this.#state;
        if (!this.#source.live || !state || this.#mode === "files") return null;
        if (state.newestRecord === null) return h("span", {}, icon("info"), "No records have come yet. Dashboards fill as soon as access logs, CloudTrail events or metrics are fed.");
        const age = Date.parse(state.generatedAt) - Date.parse(state.newestRecord);
        if (age < staleAfter) return null;
        const all = this.#view.range.kind === "all" || this.#view.range.kind === "custom" ? null
            : h("button", { type: "button", class: "link", onclick: () => this.#go({ ...this.#view, range: { kind: "all" } }) }, "Show all data");
        return h("span", {}, icon("clock"), `The newest record is from ${formatTime(state.newestRecord)} (${formatAge(age)}). `, all);
    }

    /** Back to the range before the last zoom, whatever else was chosen since: the browser's own way back would take that away instead. */
    #zoomOut(): void {
        if (this.#view.range.kind === "default") return;
        const shown = JSON.stringify(this.#view.range);
        let range = this.#zoomedFrom.pop();
        // Who went back otherwise is there already.
        while (range && JSON.stringify(range) === shown) range = this.#zoomedFrom.pop();
        this.#go({ ...this.#view, range: range ?? { kind: "default" } });
    }

    #actionsOf(dashboard: DashboardDefinition): CardActions {
        return {
            live: this.#source.live,
            pick: (values, at, extra) => pick(values, at, extra ?? [], {
                canFilter: column => this.#source.live && dashboard.filters.includes(column),
                filters: this.#view.filters,
                setFilter: (field, pattern) => this.#setFilter(field, pattern),
            }),
            zoom: (from, to) => {
                if (!this.#source.live) return;
                this.#zoomedFrom.push(this.#view.range);
                this.#go({ ...this.#view, range: { kind: "custom", from: new Date(from).toISOString(), to: new Date(to).toISOString() } });
            },
            zoomOut: () => {
                if (this.#source.live) this.#zoomOut();
            },
            openFull: panel => this.#go({ ...this.#view, panel }),
            rows: (panel, { sort, search, skip, rows }, signal) => this.#source.panel(dashboard, panel, this.#view, {
                skip, rows, ...sort ? { sort: `${sort.descending ? "-" : ""}${sort.column}` } : {}, ...search ? { search } : {},
            }, signal),
            moreSeries: (panel, signal) => this.#source.panel(dashboard, panel, this.#view, { series: fullSeries }, signal),
        };
    }
}
