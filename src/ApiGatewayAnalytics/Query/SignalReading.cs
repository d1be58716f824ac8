using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What access logs say of signals: the states of hidden panels over a range, merged by entity and minute, each state once for all
/// signals that ask it the same. Shares nothing with the timeline. Not thread-safe.
/// </summary>
internal sealed class SignalReading
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<GroupAnswer> _answers = [];
    private readonly Dictionary<MonitorSubject, int[]> _groups = [];
    private readonly (MonitorSignal Signal, Cells Counted, Cells? Of)[] _signals;
    private readonly Cells _requests;

    /// <param name="plan">What is kept; it has hidden panels.</param>
    /// <param name="scope">The segments, and which entities count.</param>
    /// <param name="signals">Which of the signals are read.</param>
    public SignalReading(AggregationPlan plan, QueryScope scope, Range signals)
    {
        HiddenPlans hidden = plan.Hidden!;
        Axis = new StepAxis(scope.Range.From, 1, (int)(scope.Range.To - scope.Range.From));
        Coarse = new bool[Axis.Count];
        _requests = Read(plan, hidden.Requests, scope);
        _signals =
        [
            .. hidden.Signals[signals].Select(signal =>
                (signal.Signal, Read(plan, signal.Counted, scope), signal.Of is null ? null : Read(plan, signal.Of, scope))),
        ];
        FindSubjects();
    }

    /// <summary>The minutes.</summary>
    public StepAxis Axis { get; }

    /// <summary>Which minutes are only known together with others.</summary>
    public bool[] Coarse { get; }

    /// <summary>Whose records were found.</summary>
    public IReadOnlyCollection<MonitorSubject> Subjects => _groups.Keys;

    /// <summary>The first and the last minute of a subject's records.</summary>
    public (long First, long Last)? Seen(MonitorSubject subject)
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

    /// <summary>How many records a subject has in a range.</summary>
    public long Requests(MonitorSubject subject, MinuteRange range) => Sum(Find(_requests, subject, range));

    /// <summary>How many records a subject has before each minute of the axis, and in all of it.</summary>
    public long[] RequestsBefore(MonitorSubject subject)
    {
        var before = new long[Axis.Count + 1];
        SlotRun run = RunOf(_requests, subject);
        for (int step = 0; step < Axis.Count; step++)
        {
            before[step + 1] = before[step] + run.WeightAt(Axis.StartOf(step));
        }

        return before;
    }

    /// <summary>A signal of one subject, to be judged window by window.</summary>
    /// <param name="signal">The number of the signal among those that were read.</param>
    /// <param name="subject">Whose records; null for one without any.</param>
    /// <param name="minutes">The length of a window.</param>
    /// <param name="threshold">What its value is compared with.</param>
    public SignalWindow WindowOf(int signal, MonitorSubject? subject, int minutes, double threshold)
    {
        (MonitorSignal definition, Cells counted, Cells? of) = _signals[signal];
        return new SignalWindow(definition, RunOf(counted, subject), of is null ? null : RunOf(of, subject), minutes, threshold);
    }

    /// <summary>The value of a signal over a window of the records of some subjects together; null where there are none to judge by.</summary>
    /// <param name="signal">The number of the signal among those that were read.</param>
    /// <param name="subjects">Whose records.</param>
    /// <param name="window">The window, within <see cref="Axis"/>.</param>
    /// <param name="threshold">What the value is compared with; NaN where it is shown.</param>
    public (double? Value, long Requests) Judge(int signal, ReadOnlySpan<MonitorSubject> subjects, MinuteRange window, double threshold)
    {
        (MonitorSignal definition, Cells counted, Cells? of) = _signals[signal];
        long weight = Sum(counted, subjects, window);
        switch (definition.Kind)
        {
            case MonitorSignalKind.Count:
                return (weight, weight);
            case MonitorSignalKind.Rate:
                long all = Sum(of!, subjects, window);
                return (all == 0 ? null : weight * 100.0 / all, all);
            default:
                var runs = new (int Slot, int Count)[subjects.Length];
                for (int i = 0; i < runs.Length; i++)
                {
                    (_, int slot, _, int count) = Find(counted, subjects[i], window);
                    runs[i] = (slot, count);
                }

                return (weight == 0 ? null : ((PercentileColumn)ColumnOf(counted)).Percentile(runs, definition.Percentile, threshold), weight);
        }
    }

    /// <summary>From when on, within a range, everything is known by minute.</summary>
    public static long FineFrom(AggregationPlan plan, QueryScope scope) =>
        scope.Segments.Where(segment => segment.Groups[plan.Hidden!.Requests.State].Axis.Width > 1)
            .Select(segment => segment.LastMinute + 1)
            .Append(scope.Range.From)
            .Max();

    private long Sum(Cells cells, ReadOnlySpan<MonitorSubject> subjects, MinuteRange range)
    {
        long sum = 0;
        foreach (MonitorSubject subject in subjects)
        {
            sum += Sum(Find(cells, subject, range));
        }

        return sum;
    }

    private static long Sum((MeasureColumn Column, int Slot, int Step, int Count) found)
    {
        long sum = 0;
        for (int i = 0; i < found.Count; i++)
        {
            sum += found.Column.Weight(found.Slot + i);
        }

        return sum;
    }

    private MeasureColumn ColumnOf(Cells cells) => _answers[cells.Answer].State.Measures[cells.Measure];

    private SlotRun RunOf(Cells cells, MonitorSubject? subject)
    {
        (MeasureColumn column, int slot, int step, int count) = subject is null
            ? (ColumnOf(cells), 0, 0, 0)
            : Find(cells, subject, new MinuteRange(Axis.Start, Axis.End));
        return new SlotRun(column, slot, Axis.StartOf(step), count);
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

    private Cells Read(AggregationPlan plan, PanelPlan panel, QueryScope scope)
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
                    Coarse.AsSpan(from..(int)Math.Min(Axis.Count, segment.LastMinute + 1 - Axis.Start)).Fill(true);
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
