using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What earlier questions merged. An answer is the segments that change seldom and lie in the range as a whole, merged in their order;
/// then the others on top. The first part does not depend on the range itself, so it stays as the range moves on, and a segment that
/// settles is added to it; it is made anew when one of its segments was exchanged. Where nothing has changed, so is the second part
/// there already. What was not asked for longest goes when the memory is used up. An answer is the same with and without
/// what is remembered. Not thread-safe.
/// </summary>
internal sealed class AnswerCache(AggregationPlan plan)
{
    /// <summary>One step around everything: the axis of answers without steps.</summary>
    public static readonly StepAxis Everything = new(0, int.MaxValue, 1);

    private const long EntryBytes = 1_000;
    private static readonly MinuteRange s_always = new(long.MinValue, long.MaxValue);

    private readonly Dictionary<string, Entry> _entries = [];
    private long _uses;
    private long _question;

    /// <summary>The memory of what is remembered.</summary>
    public long Bytes { get; private set; }

    /// <summary>The most memory that may be used.</summary>
    public long Limit { get; set; }

    /// <summary>A question begins: what was answered before is not looked at any more, so its memory may be used again.</summary>
    public void Begin() => _question++;

    /// <summary>The groups of a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="scope">What the question is about.</param>
    /// <param name="range">The range as far as the states can tell it.</param>
    /// <param name="axis">The steps of the answer.</param>
    /// <returns>Groups that must not be changed, and are valid until the next question.</returns>
    public GroupAnswer Groups(PanelPlan panel, QueryScope scope, MinuteRange range, StepAxis axis)
    {
        (Segment[] whole, Segment[] others) = Divide(scope, range, segment => segment.Groups[panel.State].Axis);
        if (whole.Length == 0)
        {
            return AddAll(new GroupAnswer(plan, panel, axis), others, scope, range);
        }

        Entry entry = EntryOf($"{scope.Kind}|{panel.GroupsKey}|{axis.Width}");
        if (entry.Groups is null || entry.Axis != axis || !IsPrefix(entry.Merged, whole))
        {
            entry.Merged.Clear();
            (entry.Axis, entry.Groups, entry.Whole) = (axis, new GroupAnswer(plan, panel, axis), null);
        }

        foreach (Segment segment in whole.AsSpan(entry.Merged.Count))
        {
            entry.Groups.Add(segment, scope, s_always);
            entry.Merged.Add(segment.Id);
            entry.Whole = null;
        }

        entry.Groups.State.KeepWeights();
        GroupAnswer answer = entry.Groups;
        if (others.Length > 0)
        {
            if (entry.Whole is null || entry.Range != range || entry.Others.Length != others.Length || !IsPrefix(entry.Others, others))
            {
                GroupAnswer? spent = entry.Question == _question ? null : entry.Whole;
                entry.Whole = AddAll(entry.Groups.Copy(spent), others, scope, range);
                (entry.Range, entry.Others) = (range, [.. others.Select(segment => segment.Id)]);
            }

            entry.Question = _question;
            answer = entry.Whole;
        }

        Account(entry);
        return answer;
    }

    /// <summary>The rows of a panel, of all slices together.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="shape">The shape of the rows.</param>
    /// <param name="scope">What the question is about.</param>
    /// <param name="range">The range as far as the states can tell it.</param>
    public RowState Rows(PanelPlan panel, RowShape shape, QueryScope scope, MinuteRange range)
    {
        (Segment[] whole, Segment[] others) = Divide(scope, range, segment => segment.Rows[panel.State].Axis);
        var answer = new RowState(shape, Everything);
        if (whole.Length > 0)
        {
            Entry entry = EntryOf($"{scope.Kind}|rows {panel.State}");
            if (entry.Rows is null || !IsPrefix(entry.Merged, whole))
            {
                entry.Merged.Clear();
                entry.Rows = new RowState(shape, Everything);
            }

            foreach (Segment segment in whole.AsSpan(entry.Merged.Count))
            {
                AddRows(entry.Rows, segment, panel, scope, s_always);
                entry.Merged.Add(segment.Id);
            }

            answer.MergeFrom(entry.Rows, slice => slice);
            Account(entry);
        }

        foreach (Segment segment in others)
        {
            AddRows(answer, segment, panel, scope, range);
        }

        return answer;
    }

    /// <summary>Forgets what was not asked for longest, until the memory is within its limit.</summary>
    public void Trim()
    {
        while (Bytes > Limit && _entries.Count > 0)
        {
            Remove(_entries.Values.MinBy(entry => entry.LastUse)!);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _entries.Clear();
        Bytes = 0;
    }

    /// <summary>The segments that count with everything they hold and change seldom, and the others; both in their order.</summary>
    private static (Segment[] Whole, Segment[] Others) Divide(QueryScope scope, MinuteRange range, Func<Segment, StepAxis> axisOf) =>
    (
        Array.FindAll(scope.Settled, segment => IsWhole(segment, axisOf(segment), range)),
        [.. Array.FindAll(scope.Settled, segment => !IsWhole(segment, axisOf(segment), range)), .. scope.Changing]
    );

    private static bool IsWhole(Segment segment, StepAxis axis, MinuteRange range) =>
        (segment.FirstMinute >= range.From || axis.StartOf(1) > range.From) && (segment.LastMinute < range.To || axis.StartOf(axis.Count - 1) < range.To);

    /// <summary>Whether the segments begin with those that were merged, so that the order of merging would be the same.</summary>
    private static bool IsPrefix(IReadOnlyList<long> merged, Segment[] segments)
    {
        if (merged.Count > segments.Length)
        {
            return false;
        }

        for (int i = 0; i < merged.Count; i++)
        {
            if (merged[i] != segments[i].Id)
            {
                return false;
            }
        }

        return true;
    }

    private static GroupAnswer AddAll(GroupAnswer answer, Segment[] segments, QueryScope scope, MinuteRange range)
    {
        foreach (Segment segment in segments)
        {
            answer.Add(segment, scope, range);
        }

        return answer;
    }

    private static void AddRows(RowState rows, Segment segment, PanelPlan panel, QueryScope scope, MinuteRange range)
    {
        bool[]? passing = segment.Plan.IsSliced ? scope.Passing(segment) : null;
        rows.MergeFrom(segment.Rows[panel.State], slice => passing is null || passing[slice] ? RowState.Unsliced : -1, range.From, range.To);
    }

    private Entry EntryOf(string key)
    {
        if (!_entries.TryGetValue(key, out Entry? entry))
        {
            _entries.Add(key, entry = new Entry(key));
        }

        entry.LastUse = ++_uses;
        return entry;
    }

    /// <summary>Takes note of the memory of an entry. One too large for the limit goes by itself: it would drive out all others.</summary>
    private void Account(Entry entry)
    {
        long before = entry.Bytes;
        if (entry.Measure() > Limit)
        {
            entry.Whole = null;
            entry.Measure();
        }

        Bytes += entry.Bytes - before;
        if (entry.Bytes > Limit)
        {
            Remove(entry);
        }

        Trim();
    }

    private void Remove(Entry entry)
    {
        _entries.Remove(entry.Key);
        Bytes -= entry.Bytes;
    }

    /// <summary>What is remembered for one shape of groups or rows.</summary>
    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        /// <summary>The memory as it was measured last.</summary>
        public long Bytes { get; private set; }

        public long LastUse { get; set; }

        /// <summary>The segments that were merged and change seldom, in this order.</summary>
        public List<long> Merged { get; } = [];

        public StepAxis Axis { get; set; }

        public GroupAnswer? Groups { get; set; }

        public RowState? Rows { get; set; }

        /// <summary>The groups with the other segments on top.</summary>
        public GroupAnswer? Whole { get; set; }

        /// <summary>The question that was answered with them last.</summary>
        public long Question { get; set; }

        public MinuteRange Range { get; set; }

        public long[] Others { get; set; } = [];

        public long Measure()
        {
            (long groups, long texts) = Groups?.Bytes ?? default;
            return Bytes = EntryBytes + groups + texts + (Whole?.Bytes.Groups ?? 0) + (Rows?.Bytes ?? 0);
        }
    }
}
