using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// The segments that were handed over: hours while they are young, days after that. Merging, sealing and coarsening happen here, each
/// by making a new segment, so an answer depends on what was added and not on when. A segment in a <see cref="View"/> is not changed any
/// more. Not thread-safe: its owner holds a lock.
/// </summary>
internal sealed class SegmentTimeline(AggregationPlan plan, SegmentCutter cutter, Retention retention)
{
    private const int LeastBound = 1_000;
    private const int LeastShare = 8;

    private readonly SegmentLine _hours = new(cutter);
    private readonly SegmentLine _days = new(cutter);

    /// <summary>The segments, oldest first within hours and within days, then what waits to become part of them.</summary>
    public IEnumerable<Segment> Segments => _days.Segments.Concat(_hours.Segments).Concat(_days.Waiting).Concat(_hours.Waiting);

    /// <summary>The minute of the oldest record kept; null without records.</summary>
    public long? FirstMinute => Segments.Any() ? Segments.Min(segment => segment.FirstMinute) : null;

    /// <summary>The minute of the newest record kept; null without records.</summary>
    public long? LastMinute => Segments.Any() ? Segments.Max(segment => segment.LastMinute) : null;

    public long Bytes => Segments.Sum(segment => segment.Bytes);

    /// <summary>The segments as they are now. They stay so: what comes later goes into others.</summary>
    /// <param name="nowMinute">The minute that ages are counted from.</param>
    /// <param name="settledMinute">Until when segments are over.</param>
    public TimelineView View(long nowMinute, long settledMinute)
    {
        Segment[] all = [.. Segments];
        foreach (Segment segment in all)
        {
            segment.Share();
        }

        int standing = all.Length - _days.Waiting.Count - _hours.Waiting.Count;
        return new TimelineView(
            [.. all.Where((segment, i) => i < standing && segment.EndMinute <= settledMinute)],
            [.. all.Where((segment, i) => i >= standing || segment.EndMinute > settledMinute)],
            nowMinute);
    }

    /// <summary>The segments for an owner who answers before anything else happens, so that nothing has to stay.</summary>
    public TimelineView ViewOfOwner(long nowMinute) => new([], [.. Segments], nowMinute);

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
        else if (_days.Contains(Clock.Floor(segment.StartMinute, Clock.MinutesPerDay)))
        {
            MergeDay(SegmentCutter.Absorb(cutter.CreateDay(segment, nowMinute), segment));
        }
        else
        {
            _hours.Put(segment);
        }
    }

    /// <summary>Coarsens and drops what is old enough.</summary>
    public void Advance(long nowMinute)
    {
        foreach (Segment hour in _hours.Segments.ToArray())
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

        foreach (Segment day in _days.Segments.ToArray())
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
        foreach (Segment hour in _hours.Segments.Where(hour => hour.StartMinute >= day.StartMinute && hour.StartMinute < day.EndMinute).ToArray())
        {
            foreach (Segment part in _hours.Remove(hour.StartMinute))
            {
                day = cutter.Join(day, part);
            }
        }

        _days.Put(day);
    }

    private void MakeDay(Segment hour, long nowMinute)
    {
        foreach (Segment part in _hours.Remove(hour.StartMinute))
        {
            _days.Put(SegmentCutter.Absorb(cutter.CreateDay(part, nowMinute), part));
        }
    }

    private void Coarsen(SegmentLine segments, Segment segment, long nowMinute)
    {
        long age = nowMinute - segment.EndMinute;
        int[] kept = cutter.Kept(segment, age);
        int rowWidth = Math.Min(retention.WidthAt(age, isWide: true), segment.Minutes);
        bool isFiner = segment.Groups.Where((state, i) => state.Axis.Width < Math.Min(kept[i], segment.Minutes)).Any();
        if (isFiner || SegmentCutter.RowWidth(segment) < rowWidth)
        {
            segments.Replace(cutter.Recut(segment, kept, rowWidth));
        }
    }

    /// <summary>
    /// Gives up resolution of what is wide and oldest, then hours, then resolution of whatever is large, then light keys. Whether there was
    /// anything to give up.
    /// </summary>
    public bool TryShrink(long nowMinute)
    {
        foreach (Segment segment in _days.Segments.Concat(_hours.Segments).ToArray())
        {
            int[] widths = [.. segment.Groups.Select((state, i) => cutter.IsWide(segment, i) ? segment.Minutes : state.Axis.Width)];
            if (!widths.SequenceEqual(SegmentCutter.Widths(segment)) || SegmentCutter.RowWidth(segment) < segment.Minutes)
            {
                LineOf(segment).Replace(cutter.Recut(segment, widths, segment.Minutes));
                return true;
            }
        }

        if (TryGiveUpMinutes())
        {
            return true;
        }

        if (_hours.Count > 1)
        {
            MakeDay(_hours.Segments[0], nowMinute);
            return true;
        }

        foreach (Segment segment in _days.Segments.Concat(_hours.Segments).ToArray())
        {
            long share = segment.Bytes / LeastShare;
            int[] widths = [.. segment.Groups.Select(state => state.Bytes > share ? Math.Min(segment.Minutes, SegmentCutter.Coarser(state.Axis.Width)) : state.Axis.Width)];
            if (!widths.SequenceEqual(SegmentCutter.Widths(segment)))
            {
                LineOf(segment).Replace(cutter.Recut(segment, widths, segment.Minutes));
                return true;
            }
        }

        if (cutter.Bound <= LeastBound)
        {
            return false;
        }

        cutter.Bound /= 2;
        foreach (Segment segment in _days.Segments.Concat(_hours.Segments).ToArray())
        {
            Segment own = segment.IsShared ? cutter.Compact(segment) : segment;
            for (int i = 0; i < plan.Groups.Length; i++)
            {
                own.Groups[i].Tighten(cutter.Bound);
            }

            LineOf(segment).Replace(cutter.Compact(own));
        }

        return true;
    }

    /// <summary>Makes hours of the minutes that hidden panels want, the oldest first. Who asks those says what could not be judged.</summary>
    private bool TryGiveUpMinutes()
    {
        foreach (Segment segment in _days.Segments.ToArray())
        {
            int[] widths = [.. segment.Groups.Select((state, i) => plan.Groups[i].MinutesKept > 0 ? Clock.MinutesPerHour : state.Axis.Width)];
            if (segment.Groups.Where((state, i) => state.Axis.Width < widths[i]).Any())
            {
                LineOf(segment).Replace(cutter.Recut(segment, widths, SegmentCutter.RowWidth(segment)));
                return true;
            }
        }

        return false;
    }

    private SegmentLine LineOf(Segment segment) => segment.Minutes == Clock.MinutesPerDay ? _days : _hours;
}
