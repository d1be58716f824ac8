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
/// <param name="states">What is kept of access logs.</param>
/// <param name="cache">What is remembered of earlier questions.</param>
/// <param name="scopeOf">The scope over a range: all records, and those of APIs and hours without datapoints.</param>
/// <param name="filter">The filters of the question.</param>
internal sealed class LogMetrics(LogMetricStates states, AnswerCache cache, Func<MinuteRange, bool, QueryScope> scopeOf, MetricFilter filter)
{
    private const int Count = 0;
    private const int Latency = 1;
    private const int IntegrationLatency = 2;
    private const int DataProcessed = 3;

    private readonly Dictionary<(MinuteRange, bool), QueryScope> _scopes = [];
    private readonly Dictionary<(PanelPlan, QueryScope, MinuteRange, StepAxis), GroupAnswer> _answers = [];

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
        PanelPlan state = filter.HasRouteFilter ? states.Routes : states.Totals;
        GroupAnswer answer = AnswerOf(state, ScopeOf(range, uncovered: false), range, AnswerCache.Everything);
        return Groups(answer).Any(group => Passes(answer, group));
    }

    /// <summary>The range as far as the steps that a panel reads can tell it apart.</summary>
    public MinuteRange Rounded(PanelDefinition panel, MinuteRange range) =>
        WhyNot(panel) is null ? ScopeOf(range, uncovered: false).Rounded(segment => segment.Groups[StateOf(panel).State].Axis.Width) : range;

    /// <summary>The widest steps that a panel reads of a range; 1 without any.</summary>
    public int WidthOf(PanelDefinition panel, MinuteRange range) => WhyNot(panel) is null
        ? ScopeOf(range, uncovered: false).Segments.Select(segment => segment.Groups[StateOf(panel).State].Axis.Width).DefaultIfEmpty(1).Max()
        : 1;

    /// <summary>Adds the records of a range to the groups of a panel, except where there are datapoints.</summary>
    /// <param name="range">The range.</param>
    /// <param name="shift">Minutes by which their times move forward.</param>
    /// <param name="groups">The panel's groups.</param>
    public void Collect(MinuteRange range, long shift, MetricGroups groups)
    {
        QueryScope scope = ScopeOf(range, uncovered: true);
        if (WhyNot(groups.Panel) is not null || !scope.Segments.Any())
        {
            return;
        }

        StepAxis axis = groups.Panel.Interval is null ? AnswerCache.Everything : scope.AxisOf(range, groups.BucketMinutes, shift);
        GroupAnswer answer = AnswerOf(StateOf(groups.Panel), scope, range, axis);
        Span<int> texts = stackalloc int[groups.Keys.Length];
        foreach (int group in Groups(answer))
        {
            if (!Passes(answer, group) || !IsOfPanel(groups.Panel, KindOf(answer, group)))
            {
                continue;
            }

            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = groups.NumberOf(KeyOf(answer, group, groups.Keys[i]));
            }

            Collect(answer, group, shift, groups, texts);
        }
    }

    private static void Collect(GroupAnswer answer, int group, long shift, MetricGroups groups, ReadOnlySpan<int> texts)
    {
        GroupState state = answer.State;
        state.Slots(group, out int slot, out int step, out int count);
        int target = -1;
        if (groups.Panel.Measure.Kind == MeasureKind.Percentiles)
        {
            MeasureColumn column = state.Measures[groups.Panel.Metrics[0].StartsWith("Integration", StringComparison.OrdinalIgnoreCase) ? 1 : 0];
            if (column.HasAny(slot, count))
            {
                groups.HasLogs = true;
                groups.PercentilesOf(groups.GroupOf(texts)).Add(column, slot);
            }

            return;
        }

        int errorClass = state.Keys(group)[LogMetricStates.ErrorClass];
        for (int metric = 0; metric < groups.Panel.Metrics.Length; metric++)
        {
            (MeasureColumn column, bool isCounted) = MeasureOf(state, groups.Panel.Metrics[metric], errorClass);
            for (int i = 0; i < count; i++)
            {
                long records = column.Weight(slot + i);
                if (records == 0)
                {
                    continue;
                }

                target = target >= 0 ? target : groups.GroupOf(texts);
                groups.HasLogs = true;
                MetricPoint point = column is SumColumn sums
                    ? new MetricPoint(records, sums.Sum(slot + i), sums.Max(slot + i))
                    : new MetricPoint(records, isCounted ? records : 0, isCounted ? 1 : 0);
                groups.Add(target, Math.Max(groups.StartMinute, state.Axis.StartOf(step + i) + shift), metric, point);
            }
        }
    }

    /// <summary>What a metric is measured by, and whether records of a class of errors count in it.</summary>
    private static (MeasureColumn Column, bool IsCounted) MeasureOf(GroupState state, string metric, int errorClass) => char.ToUpperInvariant(metric[0]) switch
    {
        'L' => (state.Measures[Latency], true),
        'I' => (state.Measures[IntegrationLatency], true),
        'D' => (state.Measures[DataProcessed], true),
        '4' => (state.Measures[Count], errorClass == 4),
        '5' => (state.Measures[Count], errorClass == 5),
        _ => (state.Measures[Count], true),
    };

    private PanelPlan StateOf(PanelDefinition panel) =>
        panel.Measure.Kind == MeasureKind.Percentiles ? states.Percentiles
        : panel.Scope == MetricScope.Route ? states.Routes
        : states.Totals;

    private QueryScope ScopeOf(MinuteRange range, bool uncovered)
    {
        if (!_scopes.TryGetValue((range, uncovered), out QueryScope? scope))
        {
            _scopes.Add((range, uncovered), scope = scopeOf(range, uncovered));
        }

        return scope;
    }

    /// <summary>The groups of a state, which panels of one question share.</summary>
    private GroupAnswer AnswerOf(PanelPlan state, QueryScope scope, MinuteRange range, StepAxis axis)
    {
        if (!_answers.TryGetValue((state, scope, range, axis), out GroupAnswer? answer))
        {
            _answers.Add((state, scope, range, axis), answer = cache.Groups(state, scope, range, axis));
        }

        return answer;
    }

    private static IEnumerable<int> Groups(GroupAnswer answer) => Enumerable.Range(TupleTable.Other + 1, answer.State.GroupCount - 1);

    private bool Passes(GroupAnswer answer, int group)
    {
        if (KindOf(answer, group) is not (ApiKind.Rest or ApiKind.Http))
        {
            return false;
        }

        for (int key = 0; filter.IsFiltered && key < MetricKeys.All.Length; key++)
        {
            if (filter.Has(key) && !filter.Passes(key, KeyOf(answer, group, key)))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> KeyOf(GroupAnswer answer, int group, int key)
    {
        bool isRest = KindOf(answer, group) == ApiKind.Rest;
        switch (key)
        {
            case MetricKeys.Account:
                return answer.KeyBytes(group, LogMetricStates.Account);
            case MetricKeys.Region:
                return answer.KeyBytes(group, LogMetricStates.Region);
            case MetricKeys.ApiName:
                return answer.KeyBytes(group, LogMetricStates.ApiName);
            case MetricKeys.ApiId:
                // As in datapoints: REST APIs are known by their name.
                return isRest ? default : answer.KeyBytes(group, LogMetricStates.ApiId);
            case MetricKeys.Stage:
                return answer.KeyBytes(group, LogMetricStates.Stage);
        }

        if (answer.State.Keys(group).Length <= LogMetricStates.ResourcePath)
        {
            return default;
        }

        ReadOnlySpan<byte> route = answer.KeyBytes(group, LogMetricStates.RouteKey);
        ReadOnlySpan<byte> method = answer.KeyBytes(group, LogMetricStates.Method);
        ReadOnlySpan<byte> resource = answer.KeyBytes(group, LogMetricStates.ResourcePath);
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

    private static ApiKind? KindOf(GroupAnswer answer, int group) =>
        answer.State.Keys(group)[LogMetricStates.Kind] is > 0 and var kind ? (ApiKind)(kind - 1) : null;

    private static bool IsOfPanel(PanelDefinition panel, ApiKind? kind) => kind is { } known && (panel.ApiKinds.IsEmpty || panel.ApiKinds.Contains(known));
}
