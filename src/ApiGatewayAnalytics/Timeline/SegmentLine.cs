namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Segments of one length by their start. What comes for a segment that a question looks at does not touch it, and waits beside it
/// in a segment of its own, cut alike, until that is a quarter of the other one: so nobody waits for anybody, what is large rarely
/// changes, and each record is moved a few times at most. Not thread-safe.
/// </summary>
internal sealed class SegmentLine(SegmentCutter cutter)
{
    private const int LeastShare = 4;

    private readonly SortedList<long, Segment> _segments = [];
    private readonly SortedList<long, Segment> _waiting = [];

    public int Count => _segments.Count;

    /// <summary>The segments, oldest first, without what waits beside them.</summary>
    public IList<Segment> Segments => _segments.Values;

    /// <summary>What waits beside segments that questions look at.</summary>
    public IList<Segment> Waiting => _waiting.Values;

    public bool Contains(long start) => _segments.ContainsKey(start);

    /// <summary>Takes over a segment, merging it with what is there.</summary>
    public void Put(Segment segment)
    {
        long start = segment.StartMinute;
        if (!_segments.TryGetValue(start, out Segment? known))
        {
            _segments.Add(start, segment);
        }
        else if (!known.IsShared)
        {
            _segments[start] = cutter.Join(known, segment);
        }
        else
        {
            Wait(known, segment);
        }
    }

    /// <summary>Exchanges a segment for one made of it, which then takes in what waits.</summary>
    public void Replace(Segment segment)
    {
        long start = segment.StartMinute;
        _segments[start] = _waiting.Remove(start, out Segment? waiting) ? cutter.Join(segment, waiting) : segment;
    }

    /// <summary>Removes a segment with what waits beside it, to be merged elsewhere.</summary>
    public Segment[] Remove(long start)
    {
        Segment segment = _segments[start];
        _segments.Remove(start);
        return _waiting.Remove(start, out Segment? waiting) ? [segment, waiting] : [segment];
    }

    private void Wait(Segment known, Segment segment)
    {
        long start = known.StartMinute;
        bool isBeyond = segment.FirstMinute < known.FirstMinute || segment.LastMinute > known.LastMinute;
        if (isBeyond || SegmentCutter.IsCoarser(segment, known))
        {
            Replace(cutter.Compact(known));
            _segments[start] = cutter.Join(_segments[start], segment);
            return;
        }

        Segment own = !_waiting.TryGetValue(start, out Segment? waiting)
            ? cutter.Recut(segment, SegmentCutter.Widths(known), SegmentCutter.RowWidth(known))
            : SegmentCutter.Absorb(waiting.IsShared ? cutter.Compact(waiting) : waiting, segment);

        // Which ranges touch a segment, and where they are rounded, must not depend on which part a record is in.
        own.Cover(known.FirstMinute, known.LastMinute);
        _waiting[start] = own;
        if (own.Bytes > known.Bytes / LeastShare)
        {
            Replace(cutter.Compact(known));
        }
    }
}
