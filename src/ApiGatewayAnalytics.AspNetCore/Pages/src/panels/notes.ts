/** What has to be known to read a panel right: limits, errors, what is left out, another range. */

import { fullLabel, heaviest } from "./keys";
import { h } from "../dom";
import { formatCount } from "../format";
import type { PanelData, PanelDefinition } from "../model";

export const cardSeries = 24;
export const fullSeries = 200;

export function notesOf(definition: PanelDefinition, data: PanelData, full: boolean, more: (() => void) | null): Node[] {
    if (data.status !== "ok") return [];
    const notes: Node[] = [];
    const note = (text: string, title?: string, ...rest: Node[]): void => {
        notes.push(h("span", { class: "note", title }, text, ...rest));
    };
    if (!data.exact) {
        const error = data.maxError ? `Each count is at most ${formatCount(data.maxError)} too high. ` : "";
        const other = data.otherCount ? `${formatCount(data.otherCount)} more are not told apart.` : "";
        note("approximate", `${error}${other}` || "More keys were seen than are kept.");
    }

    if (data.relativeError) note(`\u00b1${formatCount(data.relativeError * 100)} %`, "The largest error that these percentiles can have.");
    if (data.series) {
        const { omitted } = heaviest(data.series, full ? fullSeries : cardSeries);
        if (omitted > 0) {
            const button = more && !full ? h("button", { type: "button", class: "link", onclick: more }, "Show more") : null;
            note(`${formatCount(omitted)} lighter series left out`, undefined, ...button ? [document.createTextNode(" "), button] : []);
        }

        if (data.series.series.some(series => series.other)) note("(other) is all keys beyond the limit");
    }

    if (data.rows?.otherRow) note("(other) is all keys beyond the limit", `${fullLabel(data.rows.columns.slice(0, -1))}`);
    if (data.basis === "logs" && definition.metrics?.length) note("from access logs", "No CloudWatch metrics were fed in this range, so the values are computed from access logs.");
    if (data.basis === "mixed") note("metrics and logs", "Some APIs have CloudWatch metrics; for the others values are computed from access logs.");
    if (data.basis === "period-averages") note("of period averages", "The datapoints carry no percentiles, so these are the percentiles of their averages.");
    return notes;
}

