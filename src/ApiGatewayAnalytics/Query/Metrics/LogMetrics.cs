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

    // A question has a few of each, and hash tables by several values take longer to compile than lists to be searched.
    private readonly List<Scope> _scopes = [];
    private readonly List<Groups> _groups = [];
    private readonly MetricGroupKeys _noKeys = new([]);

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
        int[] targets = GroupsOf(state, ScopeOf(range, isUncovered: false), range, AnswerCache.Everything).TargetsOf(_noKeys, filter);
        return targets.AsSpan().ContainsAnyExcept(Groups.LeftOut);
    }

    /// <summary>The range as far as the steps that a panel reads can tell it apart.</summary>
    public MinuteRange Rounded(PanelDefinition panel, MinuteRange range) =>
        WhyNot(panel) is null ? ScopeOf(range, isUncovered: false).Rounded(segment => segment.Groups[StateOf(panel).State].Axis.Width) : range;

    /// <summary>The widest steps that a panel reads of a range; 1 without any.</summary>
    public int WidthOf(PanelDefinition panel, MinuteRange range) => WhyNot(panel) is null
        ? ScopeOf(range, isUncovered: false).Segments.Select(segment => segment.Groups[StateOf(panel).State].Axis.Width).DefaultIfEmpty(1).Max()
        : 1;

    /// <summary>Adds the records of a range to the groups of a panel, except where there are datapoints.</summary>
    /// <param name="range">The range.</param>
    /// <param name="shift">Minutes by which their times move forward.</param>
    /// <param name="groups">The panel's groups.</param>
    public void Collect(MinuteRange range, long shift, MetricGroups groups)
    {
        QueryScope scope = ScopeOf(range, isUncovered: true);
        if (WhyNot(groups.Panel) is not null || !scope.Segments.Any())
        {
            return;
        }

        StepAxis axis = groups.Panel.Interval is null ? AnswerCache.Everything : scope.AxisOf(range, groups.BucketMinutes, shift);
        Groups found = GroupsOf(StateOf(groups.Panel), scope, range, axis);
        int[] targets = found.TargetsOf(groups.Keys, filter);
        groups.LostRecords += found.LostRecords;
        for (int group = 0; group < targets.Length; group++)
        {
            if (targets[group] != Groups.LeftOut && IsOfPanel(groups.Panel, KindOf(found.Answer, group)))
            {
                Collect(found.Answer.State, group, targets[group], shift, groups);
            }
        }
    }

    private static void Collect(GroupState state, int group, int target, long shift, MetricGroups groups)
    {
        state.Slots(group, out int slot, out int step, out int count);
        if (groups.Panel.Measure.Kind == MeasureKind.Percentiles)
        {
            MeasureColumn column = state.Measures[groups.Panel.Metrics[0].StartsWith("Integration", StringComparison.OrdinalIgnoreCase) ? 1 : 0];
            if (column.HasAny(slot, count))
            {
                groups.HasLogs = true;
                groups.PercentilesOf(target).Add(column, slot);
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

    private QueryScope ScopeOf(MinuteRange range, bool isUncovered)
    {
        Scope? known = _scopes.Find(scope => scope.Range == range && scope.IsUncovered == isUncovered);
        if (known is null)
        {
            _scopes.Add(known = new Scope(range, isUncovered, scopeOf(range, isUncovered)));
        }

        return known.Records;
    }

    /// <summary>The groups of a state, which panels share.</summary>
    private Groups GroupsOf(PanelPlan state, QueryScope scope, MinuteRange range, StepAxis axis)
    {
        Groups? known = _groups.Find(groups => groups.State == state.State && groups.Scope == scope && groups.Range == range && groups.Axis == axis);
        if (known is null)
        {
            _groups.Add(known = new Groups(state.State, scope, range, axis, cache.Groups(state, scope, range, axis)));
        }

        return known;
    }

    private static bool Passes(GroupAnswer answer, int group, MetricFilter filter)
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

    private sealed class Scope(MinuteRange range, bool isUncovered, QueryScope records)
    {
        public MinuteRange Range => range;

        public bool IsUncovered => isUncovered;

        public QueryScope Records => records;
    }

    /// <summary>The merged groups of a state, and which groups of panels they belong to.</summary>
    private sealed class Groups(int state, QueryScope scope, MinuteRange range, StepAxis axis, GroupAnswer answer)
    {
        public const int LeftOut = -1;

        private readonly Dictionary<MetricGroupKeys, int[]> _targets = [];

        public int State => state;

        public QueryScope Scope => scope;

        public MinuteRange Range => range;

        public StepAxis Axis => axis;

        public GroupAnswer Answer => answer;

        /// <summary>What lost its keys, the kind of its API and its status among them.</summary>
        public long LostRecords => answer.State.Measures.Select((_, measure) => answer.State.Weight(measure, TupleTable.Other)).Max();

        /// <summary>For each group that of a panel; those that do not pass are left out, and so is what lost its keys.</summary>
        public int[] TargetsOf(MetricGroupKeys keys, MetricFilter filter)
        {
            if (_targets.TryGetValue(keys, out int[]? targets))
            {
                return targets;
            }

            targets = new int[answer.State.GroupCount];
            Array.Fill(targets, LeftOut);
            Span<int> texts = stackalloc int[keys.Keys.Length];
            for (int group = TupleTable.Other + 1; group < targets.Length; group++)
            {
                if (Passes(answer, group, filter))
                {
                    for (int i = 0; i < texts.Length; i++)
                    {
                        texts[i] = keys.NumberOf(KeyOf(answer, group, keys.Keys[i]));
                    }

                    targets[group] = keys.GroupOf(texts);
                }
            }

            _targets.Add(keys, targets);
            return targets;
        }
    }
}
