using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// One writer: a batch to read into and the segments that its rows are added to, until those are handed over. Nobody else touches
/// them before, so adding a record takes no lock. Not thread-safe.
/// </summary>
internal sealed class Shard
{
    private const long LeastForgotten = 4 << 20;

    private readonly AggregationPlan _plan;
    private readonly SegmentCutter _cutter;
    private readonly ImmutableArray<RecordFilter> _filters;
    private readonly long _fromTime;
    private readonly long _toTime;
    private readonly AddressEnricher? _enricher;
    private readonly RecordDerivation? _derivation;
    private readonly BatchAggregator _aggregator;
    private readonly Dictionary<long, Segment> _open = [];
    private readonly int[] _rows = new int[RecordBatch.Capacity];
    private readonly int[] _rowsOfSegment = new int[RecordBatch.Capacity];
    private Segment? _last;

    /// <param name="plan">What is kept.</param>
    /// <param name="cutter">Where segments come from.</param>
    /// <param name="filters">What a record must match to be added.</param>
    /// <param name="from">Records before this are not added.</param>
    /// <param name="to">Records from this on are not added.</param>
    /// <param name="enricher">Fills the columns of what is known of addresses; null where no panel needs them.</param>
    public Shard(
        AggregationPlan plan,
        SegmentCutter cutter,
        ImmutableArray<RecordFilter> filters,
        DateTimeOffset? from,
        DateTimeOffset? to,
        AddressEnricher? enricher = null)
    {
        _plan = plan;
        _cutter = cutter;
        _filters = filters;
        _fromTime = from?.ToUnixTimeMilliseconds() ?? long.MinValue;
        _toTime = to?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        _enricher = enricher;
        _derivation = RecordDerivation.For(plan.Captured);
        _aggregator = new BatchAggregator(plan);
        Batch = new RecordBatch(plan.Captured);
    }

    /// <summary>What a reader fills.</summary>
    public RecordBatch Batch { get; }

    /// <summary>The memory of what has not been handed over.</summary>
    public long Bytes => _open.Values.Sum(segment => segment.Bytes);

    /// <summary>Adds the rows of <see cref="Batch"/>.</summary>
    public void Consume() => Consume(Batch);

    /// <summary>Adds the rows of a batch of the same plan.</summary>
    public void Consume(RecordBatch batch)
    {
        _enricher?.Fill(batch);
        _derivation?.Fill(batch);
        int count = 0;
        for (int row = 0; row < batch.Count; row++)
        {
            if (Passes(batch, row))
            {
                _rows[count++] = row;
            }
        }

        // Rows of one log mostly fall into one segment; each pass takes those of the first row's.
        while (count > 0)
        {
            Segment segment = SegmentOf(Clock.MinuteOf(batch.Times[_rows[0]]));
            long from = Clock.MillisecondsOf(segment.StartMinute);
            long to = Clock.MillisecondsOf(segment.EndMinute);
            int taken = 0;
            int left = 0;
            for (int i = 0; i < count; i++)
            {
                int row = _rows[i];
                if (batch.Times[row] >= from && batch.Times[row] < to)
                {
                    _rowsOfSegment[taken++] = row;
                }
                else
                {
                    _rows[left++] = row;
                }
            }

            _aggregator.Add(batch, _rowsOfSegment.AsSpan(0, taken), segment);
            segment.ForgetKeys(LeastForgotten);
            count = left;
        }
    }

    /// <summary>Hands over what was added so far.</summary>
    public Segment[] Take()
    {
        Segment[] segments = [.. _open.Values];
        foreach (Segment segment in segments)
        {
            segment.Seal();
        }

        _open.Clear();
        _last = null;
        return segments;
    }

    private bool Passes(RecordBatch batch, int row)
    {
        long time = batch.Times[row];
        if (time < _fromTime || time >= _toTime)
        {
            return false;
        }

        foreach (RecordFilter filter in _filters)
        {
            if (!filter.Passes(batch, row))
            {
                return false;
            }
        }

        return true;
    }

    private Segment SegmentOf(long minute)
    {
        if (_last is { } last && minute >= last.StartMinute && minute < last.EndMinute)
        {
            return last;
        }

        long start = Clock.Floor(minute, _plan.SegmentMinutes);
        if (!_open.TryGetValue(start, out Segment? segment))
        {
            _open.Add(start, segment = _cutter.CreateFor(minute));
        }

        return _last = segment;
    }
}
