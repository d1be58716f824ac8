using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// The segments that were handed over: hours while they are young, days after that. Merging, sealing and coarsening happen here, each
/// by making a new segment, so an answer depends on what was added and not on when. Not thread-safe: its owner holds a lock.
/// </summary>
internal sealed class SegmentTimeline(AggregationPlan plan, SegmentCutter cutter, Retention retention)
{
    private const int LeastBound = 1_000;

    private readonly SortedList<long, Segment> _hours = [];
    private readonly SortedList<long, Segment> _days = [];

    /// <summary>The segments, oldest first within hours and within days.</summary>
    public IEnumerable<Segment> Segments => _days.Values.Concat(_hours.Values);

    /// <summary>The minute of the oldest record kept; null without records.</summary>
    public long? FirstMinute => Segments.Any() ? Segments.Min(segment => segment.FirstMinute) : null;

    /// <summary>The minute of the newest record kept; null without records.</summary>
    public long? LastMinute => Segments.Any() ? Segments.Max(segment => segment.LastMinute) : null;

    public long Bytes => Segments.Sum(segment => segment.Bytes);

    /// <summary>Takes over a segment; it must not be used any more.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="nowMinute">The minute that ages are counted from.</param>
    public void Merge(Segment segment, long nowMinute)
    {
        if (segment.LastMinute < segment.FirstMinute)
        {
            return;
        }

        if (segment.Minutes == Clock.MinutesPerDay)
        {
            MergeDay(segment);
        }
        else if (_days.ContainsKey(Clock.Floor(segment.StartMinute, Clock.MinutesPerDay)))
        {
            MergeDay(SegmentCutter.Absorb(cutter.CreateDay(segment, nowMinute), segment));
        }
        else
        {
            Put(_hours, segment);
        }
    }

    /// <summary>Coarsens and drops what is old enough.</summary>
    public void Advance(long nowMinute)
    {
        foreach (Segment hour in _hours.Values.ToArray())
        {
            if (nowMinute - hour.EndMinute >= retention.HourlyMinutes)
            {
                MakeDay(hour, nowMinute);
            }
            else
            {
                Coarsen(_hours, hour, nowMinute);
            }
        }

        foreach (Segment day in _days.Values.ToArray())
        {
            if (nowMinute - day.EndMinute >= retention.TotalMinutes)
            {
                _days.Remove(day.StartMinute);
            }
            else
            {
                Coarsen(_days, day, nowMinute);
            }
        }
    }

    private void MergeDay(Segment day)
    {
        foreach (Segment hour in _hours.Values.Where(hour => hour.StartMinute >= day.StartMinute && hour.StartMinute < day.EndMinute).ToArray())
        {
            _hours.Remove(hour.StartMinute);
            day = Join(day, hour);
        }

        Put(_days, day);
    }

    private void MakeDay(Segment hour, long nowMinute)
    {
        _hours.Remove(hour.StartMinute);
        Put(_days, SegmentCutter.Absorb(cutter.CreateDay(hour, nowMinute), hour));
    }

    private void Put(SortedList<long, Segment> segments, Segment segment) =>
        segments[segment.StartMinute] = segments.TryGetValue(segment.StartMinute, out Segment? known) ? Join(known, segment) : segment;

    /// <summary>Merges a segment into one that covers it, which first becomes as coarse as the coarser of the two.</summary>
    private Segment Join(Segment target, Segment source)
    {
        int[] widths = SegmentCutter.Widths(source);
        int rowWidth = SegmentCutter.RowWidth(source);
        bool isFiner = target.Groups.Where((state, i) => state.Axis.Width < widths[i]).Any() || SegmentCutter.RowWidth(target) < rowWidth;
        return SegmentCutter.Absorb(isFiner ? cutter.Recut(target, widths, rowWidth) : target, source);
    }

    private void Coarsen(SortedList<long, Segment> segments, Segment segment, long nowMinute)
    {
        long age = nowMinute - segment.EndMinute;
        int[] kept = cutter.Kept(segment, age);
        int rowWidth = Math.Min(retention.WidthAt(age, isWide: true), segment.Minutes);
        bool isFiner = segment.Groups.Where((state, i) => state.Axis.Width < Math.Min(kept[i], segment.Minutes)).Any();
        if (isFiner || SegmentCutter.RowWidth(segment) < rowWidth)
        {
            segments[segment.StartMinute] = cutter.Recut(segment, kept, rowWidth);
        }
    }

    /// <summary>Gives up resolution of what is wide and oldest, then hours, then light keys. Whether there was anything to give up.</summary>
    public bool TryShrink(long nowMinute)
    {
        foreach (Segment segment in Segments.ToArray())
        {
            int[] widths = [.. segment.Groups.Select((state, i) => cutter.IsWide(segment, i) ? segment.Minutes : state.Axis.Width)];
            if (!widths.SequenceEqual(SegmentCutter.Widths(segment)) || SegmentCutter.RowWidth(segment) < segment.Minutes)
            {
                (segment.Minutes == Clock.MinutesPerDay ? _days : _hours)[segment.StartMinute] = cutter.Recut(segment, widths, segment.Minutes);
                return true;
            }
        }

        if (_hours.Count > 1)
        {
            MakeDay(_hours.Values.First(), nowMinute);
            return true;
        }

        if (cutter.Bound <= LeastBound)
        {
            return false;
        }

        cutter.Bound /= 2;
        foreach (Segment segment in Segments.ToArray())
        {
            for (int i = 0; i < plan.Groups.Length; i++)
            {
                segment.Groups[i].Tighten(cutter.Bound);
            }

            (segment.Minutes == Clock.MinutesPerDay ? _days : _hours)[segment.StartMinute] = cutter.Compact(segment);
        }

        return true;
    }
}
