using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What monitors are judged by: the states of their hidden panels over a range, merged by entity and minute, each state once for all
/// rules that ask it the same, and datapoints. An API and stage is judged by its access logs as long as it had a record within the hour, and by
/// datapoints else: never by both. Shares nothing with the timeline. Not thread-safe.
/// </summary>
internal sealed class MonitorReading
{
    /// <summary>Minutes for which access logs are relied on after their last record.</summary>
    public const int LogMinutes = Clock.MinutesPerHour;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<GroupAnswer> _answers = [];
    private readonly Dictionary<MonitorSubject, int[]> _groups = [];
    private readonly (Cells Counted, Cells? Of)[] _monitors;
    private readonly Cells _requests;
    private readonly int[] _coarseBefore;
    private readonly MonitorMetrics? _metrics;

    /// <param name="plan">What is kept; it has monitors.</param>
    /// <param name="scope">The segments, and which entities count.</param>
    /// <param name="metrics">The datapoints; null without any.</param>
    /// <param name="logged">Whose access logs were seen earlier.</param>
    public MonitorReading(AggregationPlan plan, QueryScope scope, MonitorMetrics? metrics, IEnumerable<MonitorSubject> logged)
    {
        MonitorPlans monitors = plan.Monitors!;
        Axis = new StepAxis(scope.Range.From, 1, (int)(scope.Range.To - scope.Range.From));
        var coarse = new bool[Axis.Count];
        _requests = Read(plan, monitors.Requests, scope, coarse);
        _monitors =
        [
            .. monitors.Monitors.Select(monitor =>
                (Read(plan, monitor.Counted, scope, coarse), monitor.Of is null ? null : Read(plan, monitor.Of, scope, coarse))),
        ];
        metrics?.MarkCoarse(coarse);
        _coarseBefore = new int[Axis.Count + 1];
        for (int step = 0; step < coarse.Length; step++)
        {
            _coarseBefore[step + 1] = _coarseBefore[step] + (coarse[step] ? 1 : 0);
        }

        FindSubjects();
        _metrics = metrics;
        _metrics?.Match(logged.Concat(_groups.Keys), scope.ApiNames);
    }

    /// <summary>The minutes.</summary>
    public StepAxis Axis { get; }

    /// <summary>Whose records were found, each of all that are there to be judged.</summary>
    public IEnumerable<MonitorSubject> Subjects => _metrics is null ? _groups.Keys : _groups.Keys.Union(_metrics.Subjects);

    /// <summary>Whether some of a range's minutes are only known together with others.</summary>
    public bool IsCoarse(MinuteRange range) => _coarseBefore[range.To - Axis.Start] > _coarseBefore[range.From - Axis.Start];

    /// <summary>The first and the last minute of a subject's records and datapoints.</summary>
    public (long First, long Last)? Seen(MonitorSubject subject) => (SeenInLogs(subject), _metrics?.Seen(subject)) switch
    {
        ({ } logs, { } metrics) => (Math.Min(logs.First, metrics.First), Math.Max(logs.Last, metrics.Last)),
        (var logs, var metrics) => logs ?? metrics,
    };

    /// <summary>Whether a subject has records.</summary>
    public bool HasLogs(MonitorSubject subject) => SeenInLogs(subject) is not null;

    private (long First, long Last)? SeenInLogs(MonitorSubject subject)
    {
        (MeasureColumn column, int slot, int step, int count) = Find(_requests, subject, new MinuteRange(Axis.Start, Axis.End));
        int first = 0;
        while (first < count && column.Weight(slot + first) == 0)
        {
            first++;
        }

        int last = count - 1;
        while (last > first && column.Weight(slot + last) == 0)
        {
            last--;
        }

        return first < count ? (Axis.StartOf(step + first), Axis.StartOf(step + last)) : null;
    }

    /// <summary>The value of a monitor over a window; null where the window is empty.</summary>
    /// <param name="monitor">The number of the monitor.</param>
    /// <param name="definition">Its declaration.</param>
    /// <param name="subject">Whose records.</param>
    /// <param name="window">The window, within <see cref="Axis"/>.</param>
    public (double? Value, long Requests) Judge(int monitor, MonitorDefinition definition, MonitorSubject subject, MinuteRange window)
    {
        MonitorSignal signal = definition.Signal;
        if (_metrics is not null && !signal.Metrics.IsEmpty)
        {
            var hour = new MinuteRange(Math.Max(Axis.Start, window.To - Math.Max(LogMinutes, definition.WindowMinutes)), window.To);
            (MeasureColumn records, int at, _, int minutes) = Find(_requests, subject, hour);
            if (!records.HasAny(at, minutes) && _metrics.Has(subject, hour))
            {
                return _metrics.Judge(signal, subject, window);
            }
        }

        (Cells counted, Cells? of) = _monitors[monitor];
        (MeasureColumn column, int slot, _, int count) = Find(counted, subject, window);
        long weight = Sum(column, slot, count);
        switch (signal.Kind)
        {
            case MonitorSignalKind.Count:
                return (weight, weight);
            case MonitorSignalKind.Rate:
                (column, slot, _, count) = Find(of!, subject, window);
                long all = Sum(column, slot, count);
                return (all == 0 ? null : weight * 100.0 / all, all);
            default:
                return (weight == 0 ? null : ((PercentileColumn)column).Percentile(slot, count, signal.Percentile, definition.Threshold), weight);
        }
    }

    private static long Sum(MeasureColumn column, int slot, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += column.Weight(slot + i);
        }

        return sum;
    }

    /// <summary>The slots of a subject within a range; none where it has no records.</summary>
    private (MeasureColumn Column, int Slot, int Step, int Count) Find(Cells cells, MonitorSubject subject, MinuteRange range)
    {
        GroupState state = _answers[cells.Answer].State;
        MeasureColumn column = state.Measures[cells.Measure];
        int group = _groups.TryGetValue(subject, out int[]? groups) ? groups[cells.Answer] : TupleTable.Other;
        if (group == TupleTable.Other)
        {
            return (column, 0, 0, 0);
        }

        state.Slots(group, out int slot, out int step, out int count);
        int from = (int)Math.Max(step, range.From - Axis.Start);
        int to = (int)Math.Min(step + count, range.To - Axis.Start);
        return (column, slot + from - step, from, Math.Max(0, to - from));
    }

    private Cells Read(AggregationPlan plan, PanelPlan panel, QueryScope scope, bool[] coarse)
    {
        if (!_numbers.TryGetValue(panel.GroupsKey, out int number))
        {
            var answer = new GroupAnswer(plan, panel, Axis);
            foreach (Segment segment in scope.Segments)
            {
                if (segment.Groups[panel.State].Axis.Width == 1)
                {
                    answer.Add(segment, scope, scope.Range);
                }
                else
                {
                    int from = (int)Math.Max(0, segment.FirstMinute - Axis.Start);
                    coarse.AsSpan(from..(int)Math.Min(Axis.Count, segment.LastMinute + 1 - Axis.Start)).Fill(true);
                }
            }

            number = _answers.Count;
            _answers.Add(answer);
            _numbers.Add(panel.GroupsKey, number);
        }

        return new Cells(number, panel.Measure);
    }

    private void FindSubjects()
    {
        for (int number = 0; number < _answers.Count; number++)
        {
            GroupAnswer answer = _answers[number];
            for (int group = TupleTable.Other + 1; group < answer.State.GroupCount; group++)
            {
                var subject = new MonitorSubject(answer.KeyText(group, 0), answer.KeyText(group, 1), answer.KeyText(group, 2), answer.KeyText(group, 3));
                if (!_groups.TryGetValue(subject, out int[]? groups))
                {
                    _groups.Add(subject, groups = new int[_answers.Count]);
                }

                groups[number] = group;
            }
        }
    }

    /// <summary>Where the numbers of a hidden panel are.</summary>
    private sealed record Cells(int Answer, int Measure);
}
