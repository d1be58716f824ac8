/** What has to be fed for a panel to show something, in sentences. The definition says it all; no panel is known by its id. */

import { h } from "../dom";
import type { PanelDefinition } from "../model";

type Words = (Node | string)[];

/** One paragraph per source; none where nothing is known of it. */
export function needsOf(definition: PanelDefinition, source: string | undefined): HTMLElement[] {
    const { needs = [], metrics = [], events = [], derivedFrom = [] } = definition;
    const sentences: Words[] = [];
    if (needs.length > 0) sentences.push(["Needs access logs with ", ...listed(needs), "."]);
    if (metrics.length > 0) sentences.push(metricsNeeded(definition, metrics, needs.length > 0));
    if (derivedFrom.length > 0) sentences.push(["Where there are no datapoints, access logs with ", ...listed(derivedFrom), " do instead."]);
    if (source === "cloud-trail") sentences.push(["Needs CloudTrail events of ", code("apigateway.amazonaws.com"), "."]);
    if (events.length > 0) sentences.push(["And the CloudTrail events ", ...listed(events), "."]);
    return sentences.map(words => h("p", { class: "faint" }, ...words));
}

function metricsNeeded({ statistics = [], dimensions = [], scope }: PanelDefinition, metrics: readonly string[], isSecond: boolean): Words {
    return [
        isSecond ? "And the CloudWatch " : "Needs the CloudWatch ", metrics.length === 1 ? "metric " : "metrics ", ...listed(metrics), " of ", code("AWS/ApiGateway"),
        ...statistics.length > 0 ? [" with ", ...listed(statistics)] : [],
        ...dimensions.flatMap((set, index): Words => [index === 0 ? ", by " : ", or by ", ...listed(set)]),
        scope === "route" ? ", which CloudWatch has where detailed metrics are on." : ".",
    ];
}

function code(name: string): HTMLElement {
    return h("code", {}, name);
}

function listed(names: readonly string[]): Words {
    return names.flatMap((name, index): Words => [...index === 0 ? [] : [index === names.length - 1 ? " and " : ", "], code(name)]);
}
