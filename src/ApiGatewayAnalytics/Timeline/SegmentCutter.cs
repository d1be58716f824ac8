using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>Makes segments, and makes coarser ones of them. Merging into a new segment also forgets keys that no group uses any more.</summary>
/// <param name="plan">What is kept.</param>
/// <param name="retention">How long which steps are kept.</param>
/// <param name="isLive">Whether records come as time goes by.</param>
/// <param name="now">Tells the minute that ages are counted from, from any thread; null where new segments are as fine as they can be.</param>
internal sealed class SegmentCutter(AggregationPlan plan, Retention retention, bool isLive, Func<long>? now = null)
{
    /// <summary>The number of groups per state and segment up to which everything is exact.</summary>
    public const int DefaultBound = 100_000;

    private const int EntityKeys = 256;
    private const int Quarter = 15;

    /// <summary>The bound of new segments.</summary>
    public int Bound { get; set; } = DefaultBound;

    /// <summary>An empty segment around a minute, as fine as records are written: of long ago no finer than what would be kept of them anyway.</summary>
    public Segment CreateFor(long minute)
    {
        long start = Clock.Floor(minute, plan.SegmentMinutes);
        if (!isLive)
        {
            return Create(start, plan.SegmentMinutes, [.. plan.Groups.Select(group => group.FinestInterval)], plan.SegmentMinutes);
        }

        long age = now is null ? long.MinValue : now() - (start + plan.SegmentMinutes);
        if (age >= retention.HourlyMinutes)
        {
            // It becomes part of its day, whose age counts from then on.
            age += start + plan.SegmentMinutes - (Clock.Floor(start, Clock.MinutesPerDay) + Clock.MinutesPerDay);
        }

        return Create(
            start,
            plan.SegmentMinutes,
            [.. plan.Groups.Select(group => Math.Min(plan.SegmentMinutes, Kept(group, age, group.IsWide)))],
            Math.Min(plan.SegmentMinutes, retention.WidthAt(age, isWide: true)));
    }

    /// <summary>The same segment with steps of at least the given widths.</summary>
    public Segment Recut(Segment segment, ReadOnlySpan<int> groupWidths, int rowWidth) =>
        Absorb(Create(segment.StartMinute, segment.Minutes, Widest(Widths(segment), groupWidths), Math.Max(RowWidth(segment), rowWidth)), segment);

    /// <summary>The same segment without what it no longer needs.</summary>
    public Segment Compact(Segment segment) => Recut(segment, Widths(segment), 1);

    /// <summary>An empty day around a segment, with the steps that are kept of it now.</summary>
    public Segment CreateDay(Segment segment, long nowMinute)
    {
        long start = Clock.Floor(segment.StartMinute, Clock.MinutesPerDay);
        long age = nowMinute - (start + Clock.MinutesPerDay);
        return Create(start, Clock.MinutesPerDay, Widest(Widths(segment), Kept(segment, age)), Clock.MinutesPerDay);
    }

    public static Segment Absorb(Segment target, Segment source)
    {
        target.MergeFrom(source);
        return target;
    }

    /// <summary>Merges a segment into one that covers it, which first becomes as coarse as the coarser of the two.</summary>
    public Segment Join(Segment target, Segment source) =>
        Absorb(IsCoarser(source, target) ? Recut(target, Widths(source), RowWidth(source)) : target, source);

    /// <summary>Whether a segment has wider steps than another one anywhere.</summary>
    public static bool IsCoarser(Segment segment, Segment than)
    {
        int[] widths = Widths(segment);
        return than.Groups.Where((state, i) => state.Axis.Width < widths[i]).Any() || RowWidth(than) < RowWidth(segment);
    }

    /// <summary>Minutes per step that retention keeps of each state of a segment that ended that long ago.</summary>
    public int[] Kept(Segment segment, long ageMinutes)
    {
        var widths = new int[plan.Groups.Length];
        for (int i = 0; i < widths.Length; i++)
        {
            widths[i] = Kept(plan.Groups[i], ageMinutes, IsWide(segment, i));
        }

        return widths;
    }

    /// <summary>Whether a state counts as one of many keys: by its plan, or because a log of few keys turned out to have many.</summary>
    public bool IsWide(Segment segment, int state) =>
        plan.Groups[state].IsWide || segment.Groups[state].GroupCount > EntityKeys * Math.Max(1, segment.Entities.Count);

    /// <summary>The next wider step.</summary>
    public static int Coarser(int width) => width < Quarter ? Quarter : width < Clock.MinutesPerHour ? Clock.MinutesPerHour : Clock.MinutesPerDay;

    public static int[] Widths(Segment segment) => [.. segment.Groups.Select(state => state.Axis.Width)];

    public static int RowWidth(Segment segment) => segment.Rows.Length == 0 ? segment.Minutes : segment.Rows[0].Axis.Width;

    private int Kept(GroupPlan group, long ageMinutes, bool isWide) =>
        ageMinutes < group.MinutesKept ? 1
        : group.IsMedium ? Coarser(retention.WidthAt(ageMinutes, isWide: false))
        : retention.WidthAt(ageMinutes, isWide);

    private static int[] Widest(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var widths = new int[a.Length];
        for (int i = 0; i < widths.Length; i++)
        {
            widths[i] = Math.Max(a[i], b[i]);
        }

        return widths;
    }

    private Segment Create(long start, int minutes, ReadOnlySpan<int> groupWidths, int rowWidth) =>
        new(plan, start, minutes, groupWidths, rowWidth, Bound);
}
