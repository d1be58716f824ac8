using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// The distribution of the measured field per slot, as <see cref="LogLinear"/> buckets with counts. The sketches of all slots share
/// one <see cref="SketchPool"/>: a slot with one distinct value costs eight bytes and no block. Values wait in a
/// <see cref="SampleBuffer"/> until there are many, or until something is asked.
/// </summary>
internal sealed partial class PercentileColumn : MeasureColumn
{
    /// <summary>Histograms that the processor is asked to fetch at once.</summary>
    private const int Together = 64;

    private SketchPool _pool = new();
    private SampleBuffer _waiting = new();
    private int _slotsSeen;

    /// <summary>Never read: what is asked for in advance must go somewhere, or it would not be asked for.</summary>
    private int _touched;

    /// <summary>The weight of each slot, kept up while slots are merged once all were asked for; else null.</summary>
    private long[]? _weights;

    private SketchPool.Sketch[] _sketches = new SketchPool.Sketch[8];

    public override long Bytes => base.Bytes + (_sketches.Length * 8L) + ((_weights?.Length ?? 0) * 8L) + _pool.Bytes + _waiting.Bytes;

    public override MeasureColumn Copy(MeasureColumn? spent)
    {
        Settle();
        var copy = (PercentileColumn)base.Copy(spent);
        copy._pool = _pool.Copy((spent as PercentileColumn)?._pool);
        (copy._waiting, copy._sketches) = (new SampleBuffer(), (SketchPool.Sketch[])_sketches.Clone());
        copy._weights = _weights is null ? null : [.. _weights];
        return copy;
    }

    public override MeasureColumn CreateEmpty() => new PercentileColumn();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> slots, ReadOnlySpan<long> numbers)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            long number = numbers[rows[i]];
            if (!Has(number))
            {
                continue;
            }

            int slot = slots[i];
            int bucket = LogLinear.BucketOf(number);
            if (slot >= _slotsSeen)
            {
                // New slots are neighbours, and mostly get no second value.
                _slotsSeen = slot + 1;
                _weights = null;
                _pool.Add(ref _sketches[slot], bucket, 1);
                continue;
            }

            _waiting.Add(slot, bucket);
            if (_waiting.IsFull)
            {
                Settle();
            }
        }
    }

    /// <summary>Puts the values that wait where they belong.</summary>
    private void Settle()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        _weights = null;
        Span<int> blocks = stackalloc int[Together];
        for (ReadOnlySpan<ulong> samples = _waiting.Take(); !samples.IsEmpty;)
        {
            ReadOnlySpan<ulong> some = samples[..Math.Min(Together, samples.Length)];
            samples = samples[some.Length..];
            for (int i = 0; i < some.Length; i++)
            {
                blocks[i] = _sketches[SampleBuffer.SlotOf(some[i])].Block;
            }

            _touched = _pool.Touch(blocks[..some.Length]);
            foreach (ulong sample in some)
            {
                _pool.Add(ref _sketches[SampleBuffer.SlotOf(sample)], SampleBuffer.BucketOf(sample), 1);
            }
        }
    }

    public override void Seal(int count)
    {
        Settle();
        _waiting.Release();
        _pool.Trim();
        Array.Resize(ref _sketches, count);
        if (_weights is not null)
        {
            Array.Resize(ref _weights, count);
        }
    }

    public override long Weight(int slot)
    {
        Settle();
        return _pool.Count(_sketches[slot]);
    }

    /// <summary>The nearest-rank percentiles of a slot that holds something.</summary>
    public void Percentiles(int slot, ReadOnlySpan<int> percentiles, Span<double> values)
    {
        Settle();
        SketchPool.Sketch sketch = _sketches[slot];
        if (sketch.IsInline)
        {
            values[..percentiles.Length].Fill(LogLinear.ValueOf(sketch.InlineBucket));
            return;
        }

        Span<long> counts = stackalloc long[LogLinear.BucketCount];
        counts.Clear();
        long count = _pool.AddTo(counts, sketch);
        NearestRank.Percentiles(counts, count, percentiles, values);
    }

    /// <summary>
    /// The nearest-rank percentile of runs of slots together, some of which hold something, to be compared with a threshold; NaN for none.
    /// </summary>
    public double Percentile(ReadOnlySpan<(int Slot, int Count)> runs, int percentile, double threshold)
    {
        Settle();
        Span<long> counts = stackalloc long[LogLinear.BucketCount];
        counts.Clear();
        long all = 0;
        foreach ((int slot, int count) in runs)
        {
            foreach (SketchPool.Sketch sketch in _sketches.AsSpan(slot, count))
            {
                if (sketch.Block != 0)
                {
                    all += _pool.AddTo(counts, sketch);
                }
            }
        }

        return LogLinear.ValueOf(NearestRank.BucketOf(counts, all, percentile), threshold);
    }

    /// <summary>Adds the buckets of a slot to counts by bucket, or takes them away.</summary>
    public void AddTo(Span<long> counts, int slot, int sign)
    {
        Settle();
        if (_sketches[slot] is { Block: not 0 } sketch)
        {
            _pool.AddTo(counts, sketch, sign);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Weigh(Span<long> weights)
    {
        Settle();
        if (_weights is not null)
        {
            _weights.AsSpan(0, weights.Length).CopyTo(weights);
            return;
        }

        for (int slot = 0; slot < weights.Length; slot++)
        {
            weights[slot] = _pool.Count(_sketches[slot]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Rearrange(ReadOnlySpan<int> targets, int count, bool isDownward)
    {
        Settle();
        _weights = null;
        SketchPool.Sketch[] sketches = isDownward ? _sketches : new SketchPool.Sketch[count];

        // Most of what is given up is a value or two, and goes to slot 0: adding all buckets up first spares as many searches.
        Span<long> given = stackalloc long[LogLinear.BucketCount];
        given.Clear();
        for (int slot = 0; slot < targets.Length; slot++)
        {
            SketchPool.Sketch moved = _sketches[slot];
            _sketches[slot] = default;
            int target = targets[slot];
            if (target == 0)
            {
                _pool.AddTo(given, moved);
                _pool.Free(moved);
            }
            else if (sketches[target].Block == 0)
            {
                sketches[target] = moved;
            }
            else
            {
                _pool.Merge(ref sketches[target], _pool, moved);
                _pool.Free(moved);
            }
        }

        _sketches = sketches;
        _slotsSeen = count;
        AddCounts(TupleTable.Other, given);
    }

    public override bool HasAny(int slot, int count)
    {
        Settle();
        foreach (SketchPool.Sketch sketch in _sketches.AsSpan(slot, count))
        {
            if (sketch.Block != 0)
            {
                return true;
            }
        }

        return false;
    }

    public override void MergeSlots(int slot, MeasureColumn source, int sourceSlot, int count)
    {
        var other = (PercentileColumn)source;
        other.Settle();
        ref SketchPool.Sketch target = ref _sketches[slot];
        foreach (SketchPool.Sketch sketch in other._sketches.AsSpan(sourceSlot, count))
        {
            if (sketch.Block != 0)
            {
                _pool.Merge(ref target, other._pool, sketch);
                if (_weights is not null)
                {
                    _weights[slot] += other._pool.Count(sketch);
                }
            }
        }
    }

    /// <summary>From now on weights are kept up while slots are merged, since they are asked for again and again.</summary>
    public override void KeepWeights()
    {
        if (_weights is null)
        {
            var weights = new long[_sketches.Length];
            Weigh(weights);
            _weights = weights;
        }
    }

    /// <summary>All buckets are added up first, which spares as many searches.</summary>
    public override void MergeSlots(int slot, MeasureColumn source, ReadOnlySpan<int> sourceSlots)
    {
        var other = (PercentileColumn)source;
        other.Settle();
        Span<long> counts = stackalloc long[LogLinear.BucketCount];
        counts.Clear();
        foreach (int sourceSlot in sourceSlots)
        {
            other._pool.AddTo(counts, other._sketches[sourceSlot]);
        }

        AddCounts(slot, counts);
    }

    private void AddCounts(int slot, ReadOnlySpan<long> counts)
    {
        _weights = null;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0)
            {
                _pool.Add(ref _sketches[slot], bucket, (uint)Math.Min(uint.MaxValue, counts[bucket]));
            }
        }
    }

    public override void MoveSlot(int from, int to)
    {
        Settle();
        _weights = null;
        (_sketches[to], _sketches[from]) = (_sketches[from], default);
    }

    public override void EnsureSlots(int count)
    {
        EnsureLength(ref _sketches, count);
        if (_weights is not null)
        {
            Array.Resize(ref _weights, _sketches.Length);
        }
    }
}
