/** The JSON that the pages read: definitions, the state of the data, and the data of panels. Nothing here is known by id. */

export type Chart = "single-value" | "line" | "column" | "bar" | "pie" | "table" | "honeycomb" | "map";

export interface PanelDefinition {
    id: string;
    title: string;
    description: string;
    chart: Chart;
    unit: string;
    measure: string;
    by: string[];
    columns: string[];
    /** The metrics of CloudWatch that it reads, with the statistics and the sets of dimensions that their datapoints need. */
    metrics?: string[];
    scope?: string;
    statistics?: string[];
    dimensions?: string[][];
    /** The CloudTrail operations that access logs are held against. */
    events?: string[];
    interval?: string | null;
    compareWith?: string[];
    /** The variables that access logs need. */
    needs?: string[];
    /** Those that access logs need to stand in for metrics. */
    derivedFrom?: string[];
}

export interface DashboardDefinition {
    id: string;
    title: string;
    source?: string;
    filters: string[];
    onRequest?: boolean;
    panels: PanelDefinition[];
}

export interface MonitorDefinition {
    id: string;
    title: string;
    severity: string;
    description: string;
}

export interface Catalog {
    version: string;
    mode?: "live" | "files";
    dashboards: DashboardDefinition[];
    monitors: MonitorDefinition[];
}

export interface TimeRange {
    from: string;
    to: string;
}

export interface MonitorEvent {
    monitor: string;
    title: string;
    severity: string;
    event: "firing" | "resolved" | "no-data";
    account: string | null;
    region: string | null;
    apiId: string | null;
    apiName: string | null;
    stage: string | null;
    at: string;
    since: string;
    value: number | null;
    unit: string;
    requests: number;
    comparison: string;
    threshold: number;
    window: TimeRange;
}

export interface State {
    generatedAt: string;
    mode?: "live" | "files";
    revision?: number;
    records: number;
    accepted: number;
    duplicates?: number;
    rejected?: Record<string, number>;
    skipped?: Record<string, number>;
    bytes?: number;
    memoryLimit?: number;
    oldestRecord: string | null;
    newestRecord: string | null;
    monitors?: { configured: number; firing: MonitorEvent[] };
}

export type Cell = string | number | null;

export interface Rows {
    columns: string[];
    rows: Cell[][];
    otherRow?: boolean;
    /** Rows in all; given only where this is a page of them. */
    total?: number;
}

export interface Series {
    key: (string | null)[];
    shift: string | null;
    points: [string, number | null][];
    other?: boolean;
}

export interface SeriesSet {
    interval: string;
    columns: string[];
    series: Series[];
    /** Series that were left out because they are lighter than those that are here. */
    omitted?: number;
}

export interface PanelData {
    id: string;
    title: string;
    chart: Chart;
    unit: string;
    range: TimeRange;
    status: "ok" | "no-data" | "not-configured";
    reason?: string;
    exact: boolean;
    maxError?: number;
    otherCount?: number;
    relativeError?: number;
    basis?: string;
    value?: number | null;
    previous?: number | null;
    rows?: Rows;
    series?: SeriesSet;
}

export interface DashboardData {
    generatedAt: string;
    range: TimeRange;
    id: string;
    title: string;
    panels: PanelData[];
}

export interface FilterValues {
    field: string;
    values: (string | null)[];
    more: boolean;
}

export interface MonitorTimeline {
    range?: TimeRange;
    monitors: MonitorEvent[];
    monitorsSkippedMinutes?: number;
    monitorsUnwatched?: number;
    firing?: MonitorEvent[];
}

/** What `apigw analyze --format html` puts into the page. */
export interface Report {
    catalog: Catalog;
    answer: { generatedAt: string; range: TimeRange; dashboards: DashboardData[]; monitors?: MonitorEvent[] };
    state?: State;
}

export const otherKey = "(other)";
