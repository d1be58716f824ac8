using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// The distribution of the measured field per slot, as <see cref="LogLinear"/> buckets with counts. The sketches of all slots share
/// one <see cref="SketchPool"/>: a slot with one distinct value costs sixteen bytes and no block.
/// </summary>
internal sealed class PercentileColumn : MeasureColumn
{
    private readonly SketchPool _pool = new();
    private SketchPool.Sketch[] _sketches = new SketchPool.Sketch[8];

    public override long Bytes => base.Bytes + (_sketches.Length * 16L) + _pool.Bytes;

    public override MeasureColumn CreateEmpty() => new PercentileColumn();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> slots, ReadOnlySpan<long> numbers)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            long number = numbers[rows[i]];
            if (Has(number))
            {
                _pool.Add(ref _sketches[slots[i]], LogLinear.BucketOf(number), 1);
            }
        }
    }

    public override long Weight(int slot) => _pool.Count(_sketches[slot]);

    /// <summary>The nearest-rank percentiles of a slot that holds something.</summary>
    public void Percentiles(int slot, ReadOnlySpan<int> percentiles, Span<double> values)
    {
        long count = Weight(slot);
        long seen = 0;
        int next = 0;
        foreach (SketchPool.Entry entry in _pool.Entries(_sketches[slot]))
        {
            seen += entry.Count;
            for (; next < percentiles.Length && seen >= Rank(percentiles[next], count); next++)
            {
                values[next] = LogLinear.ValueOf(entry.Bucket);
            }
        }
    }

    public override void MergeSlot(int slot, MeasureColumn source, int sourceSlot)
    {
        var other = (PercentileColumn)source;
        foreach (SketchPool.Entry entry in other._pool.Entries(other._sketches[sourceSlot]))
        {
            _pool.Add(ref _sketches[slot], entry.Bucket, entry.Count);
        }
    }

    public override void MoveSlot(int from, int to) => (_sketches[to], _sketches[from]) = (_sketches[from], default);

    public override void EnsureSlots(int count) => EnsureLength(ref _sketches, count);

    public override void WriteSlot(BinaryWriter writer, int slot)
    {
        writer.Write7BitEncodedInt(_pool.Entries(_sketches[slot]).Length);
        foreach (SketchPool.Entry entry in _pool.Entries(_sketches[slot]))
        {
            writer.Write7BitEncodedInt(entry.Bucket);
            writer.Write7BitEncodedInt64(entry.Count);
        }
    }

    public override void ReadSlot(BinaryReader reader, int slot)
    {
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            int bucket = reader.Read7BitEncodedInt();
            if ((uint)bucket >= LogLinear.BucketCount)
            {
                throw new InvalidDataException($"A histogram has no bucket {bucket}.");
            }

            _pool.Add(ref _sketches[slot], bucket, (uint)reader.Read7BitEncodedInt64());
        }
    }

    private static long Rank(int percentile, long count) => Math.Max(1, ((count * percentile) + 99) / 100);
}
