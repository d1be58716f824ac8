using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What CloudWatch would say, derived from access logs: for the APIs and hours that no datapoint covers, never for others. Used for one
/// question.
/// </summary>
/// <param name="plan">What is kept of access logs.</param>
/// <param name="segments">The segments of access logs.</param>
/// <param name="coverage">Which APIs have datapoints when.</param>
/// <param name="filter">The filters of the question.</param>
internal sealed class LogMetrics(AggregationPlan plan, IReadOnlyCollection<Segment> segments, MetricCoverage coverage, MetricFilter filter)
{
    private readonly LogMetricStates _states = plan.LogMetrics!;

    /// <summary>Why a panel cannot be derived from access logs; null where it can.</summary>
    public static string? WhyNot(PanelDefinition panel) =>
        panel.ApiKinds.Length > 0 && panel.ApiKinds.All(kind => kind == ApiKind.WebSocket) || panel.Metrics.Any(metric => ApiMetric.All[ApiMetric.Find(metric)].IsOfWebSockets)
            ? "Access logs do not tell the metrics of WebSocket APIs; feed CloudWatch metrics."
            : panel.Metrics.Any(metric => metric.StartsWith("Cache", StringComparison.OrdinalIgnoreCase))
                ? "Access logs do not say whether a response came from the cache; feed CloudWatch metrics."
                : null;

    /// <summary>Whether there is a record of a REST or HTTP API in a range.</summary>
    public bool HasData(MinuteRange range)
    {
        int number = filter.HasRouteFilter ? _states.Routes : _states.Counts;
        foreach (Segment segment in Overlapping(range))
        {
            GroupState state = segment.Groups[number];
            for (int group = TupleTable.Other + 1; group < state.GroupCount; group++)
            {
                state.Slots(group, out int slot, out int step, out int count);
                for (int i = 0; i < count; i++)
                {
                    if (state.Measures[0].Weight(slot + i) > 0 && state.Axis.Overlaps(step + i, range.From, range.To) && Passes(segment, number, group))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The range as far as the steps that a panel reads can tell it apart.</summary>
    public MinuteRange Rounded(PanelDefinition panel, MinuteRange range)
    {
        (long from, long to) = (range.From, range.To);
        if (WhyNot(panel) is null)
        {
            foreach (Segment segment in Overlapping(range))
            {
                int width = segment.Groups[StateOf(panel)].Axis.Width;
                from = segment.FirstMinute < range.From ? Math.Min(from, Clock.Floor(range.From, width)) : from;
                to = segment.LastMinute >= range.To ? Math.Max(to, Clock.Ceiling(range.To, width)) : to;
            }
        }

        return new MinuteRange(from, to);
    }

    /// <summary>The widest steps that a panel reads of a range; 1 without any.</summary>
    public int WidthOf(PanelDefinition panel, MinuteRange range) =>
        WhyNot(panel) is null ? Overlapping(range).Select(segment => segment.Groups[StateOf(panel)].Axis.Width).DefaultIfEmpty(1).Max() : 1;

    /// <summary>Adds the records of a range to the groups of a panel, except where there are datapoints.</summary>
    /// <param name="range">The range.</param>
    /// <param name="shift">Minutes by which their times move forward.</param>
    /// <param name="groups">The panel's groups.</param>
    public void Collect(MinuteRange range, long shift, MetricGroups groups)
    {
        if (WhyNot(groups.Panel) is not null)
        {
            return;
        }

        int number = StateOf(groups.Panel);
        foreach (Segment segment in Overlapping(range))
        {
            GroupState state = segment.Groups[number];
            for (int group = TupleTable.Other + 1; group < state.GroupCount; group++)
            {
                if (Passes(segment, number, group) && IsOfPanel(groups.Panel, KindOf(state, group)))
                {
                    Collect(segment, number, group, range, shift, groups);
                }
            }
        }
    }

    private void Collect(Segment segment, int number, int group, MinuteRange range, long shift, MetricGroups groups)
    {
        GroupState state = segment.Groups[number];
        ReadOnlySpan<byte> api = EntityPartOf(segment, state, group, EntityPart.ApiId);
        bool isRest = KindOf(state, group) == ApiKind.Rest;
        MetricCoverage.Api covered = coverage.Find(
            EntityPartOf(segment, state, group, EntityPart.Account),
            EntityPartOf(segment, state, group, EntityPart.Region),
            isRest ? filter.NameOf(api) : api,
            isRest);
        state.Slots(group, out int slot, out int step, out int count);
        int target = -1;
        for (int i = 0; i < count; i++)
        {
            long start = state.Axis.StartOf(step + i);
            if (!state.Axis.Overlaps(step + i, range.From, range.To) || coverage.Has(covered, start, state.Axis.Width))
            {
                continue;
            }

            if (number == _states.Percentiles)
            {
                MeasureColumn column = state.Measures[PercentilesIn(groups.Panel)];
                if (column.Weight(slot + i) > 0)
                {
                    target = target >= 0 ? target : GroupOf(segment, number, group, groups);
                    groups.HasLogs = true;
                    groups.PercentilesOf(target).Add(column, slot + i);
                }

                continue;
            }

            for (int metric = 0; metric < groups.Panel.Metrics.Length; metric++)
            {
                if (PointOf(state, number, group, slot + i, groups.Panel.Metrics[metric]) is not { } point)
                {
                    continue;
                }

                target = target >= 0 ? target : GroupOf(segment, number, group, groups);
                groups.HasLogs = true;
                groups.Add(target, Math.Max(groups.StartMinute, start + shift), metric, point);
            }
        }
    }

    /// <summary>What the records of a slot say of a metric; null where they say nothing.</summary>
    private MetricPoint? PointOf(GroupState state, int number, int group, int slot, string metric)
    {
        if (number == _states.RouteSums || number == _states.Latencies)
        {
            var sums = (SumColumn)state.Measures[SumOf(metric)];
            return sums.Weight(slot) is > 0 and var count ? new MetricPoint(count, sums.Sum(slot), sums.Max(slot)) : null;
        }

        long records = state.Measures[0].Weight(slot);
        if (records == 0)
        {
            return null;
        }

        int status = state.Keys(group)[^1];
        bool isCounted = metric[0] switch
        {
            '4' => status is >= 400 and <= 499,
            '5' => status is >= 500 and <= 599,
            _ => true,
        };
        return new MetricPoint(records, isCounted ? records : 0, isCounted ? 1 : 0);
    }

    private int StateOf(PanelDefinition panel)
    {
        bool isCount = panel.Metrics.All(metric => !IsMeasured(metric));
        return panel.Scope == MetricScope.Route
            ? isCount ? _states.Routes : _states.RouteSums
            : isCount ? _states.Counts
            : panel.Measure.Kind == MeasureKind.Percentiles ? _states.Percentiles
            : _states.Latencies;
    }

    private static bool IsMeasured(string metric) => ApiMetric.All[ApiMetric.Find(metric)].Unit != "Count";

    /// <summary>Which sum of a state is that of a metric.</summary>
    private static int SumOf(string metric) => char.ToUpperInvariant(metric[0]) switch { 'L' => 0, 'I' => 1, _ => 2 };

    private static int PercentilesIn(PanelDefinition panel) => panel.Metrics[0].StartsWith("Integration", StringComparison.OrdinalIgnoreCase) ? 1 : 0;

    private int GroupOf(Segment segment, int number, int group, MetricGroups groups)
    {
        Span<int> texts = stackalloc int[groups.Keys.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = groups.NumberOf(KeyOf(segment, number, group, groups.Keys[i]));
        }

        return groups.GroupOf(texts);
    }

    private bool Passes(Segment segment, int number, int group)
    {
        if (KindOf(segment.Groups[number], group) is not (ApiKind.Rest or ApiKind.Http))
        {
            return false;
        }

        for (int key = 0; filter.IsFiltered && key < MetricKeys.All.Length; key++)
        {
            if (filter.Has(key) && !filter.Passes(key, KeyOf(segment, number, group, key)))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<byte> KeyOf(Segment segment, int number, int group, int key)
    {
        GroupState state = segment.Groups[number];
        bool isRest = KindOf(state, group) == ApiKind.Rest;
        switch (key)
        {
            case MetricKeys.Account:
                return EntityPartOf(segment, state, group, EntityPart.Account);
            case MetricKeys.Region:
                return EntityPartOf(segment, state, group, EntityPart.Region);
            case MetricKeys.ApiName:
                return filter.NameOf(EntityPartOf(segment, state, group, EntityPart.ApiId));
            case MetricKeys.ApiId:
                // As in datapoints: REST APIs are known by their name.
                return isRest ? default : EntityPartOf(segment, state, group, EntityPart.ApiId);
            case MetricKeys.Stage:
                return EntityPartOf(segment, state, group, EntityPart.Stage);
        }

        if (number != _states.Routes && number != _states.RouteSums)
        {
            return default;
        }

        ReadOnlySpan<byte> route = TextOf(segment, number, group, LogMetricStates.RouteKey);
        ReadOnlySpan<byte> method = TextOf(segment, number, group, LogMetricStates.Method);
        ReadOnlySpan<byte> resource = TextOf(segment, number, group, LogMetricStates.ResourcePath);
        if (!isRest && !route.IsEmpty)
        {
            MetricKeys.SplitRoute(route, out method, out resource);
        }

        return key switch
        {
            MetricKeys.Method => method,
            MetricKeys.Resource => resource,
            _ => route,
        };
    }

    private static ReadOnlySpan<byte> TextOf(Segment segment, int number, int group, int column)
    {
        KeySource source = segment.Plan.Groups[number].Keys[column];
        return segment.Dictionary(source.Field)[segment.Groups[number].Keys(group)[column]];
    }

    private static ReadOnlySpan<byte> EntityPartOf(Segment segment, GroupState state, int group, EntityPart part) =>
        segment.Dictionary(segment.Plan.EntityFields[(int)part])[segment.Entities[state.Keys(group)[0]][(int)part]];

    private static ApiKind? KindOf(GroupState state, int group) =>
        state.Keys(group)[LogMetricStates.Kind] is > 0 and var kind ? (ApiKind)(kind - 1) : null;

    private static bool IsOfPanel(PanelDefinition panel, ApiKind? kind) => kind is { } known && (panel.ApiKinds.IsEmpty || panel.ApiKinds.Contains(known));

    private IEnumerable<Segment> Overlapping(MinuteRange range) => segments.Where(segment => range.Overlaps(segment));
}
