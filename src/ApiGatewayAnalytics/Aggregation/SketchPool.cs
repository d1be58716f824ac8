using System.Numerics;
using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Many small histograms in one array. A sketch is a list of buckets with counts, ascending by bucket. One bucket is kept in the
/// handle itself; more live in a block of the pool whose capacity is a power of two, and the block of a sketch that outgrows it is
/// used again for another one. There are <see cref="LogLinear.BucketCount"/> buckets, so a sketch is bounded. Not thread-safe.
/// </summary>
internal sealed class SketchPool
{
    private readonly int[] _free = new int[BitOperations.Log2((uint)LogLinear.BucketCount) + 2];
    private readonly Entry[] _inline = new Entry[1];
    private Entry[] _entries = new Entry[64];

    // Block 0 is never handed out, so that 0 can stand for no block.
    private int _next = 1;

    public long Bytes => _entries.Length * 8L;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ref Sketch sketch, int bucket, uint count)
    {
        if (sketch.Used <= 1 && sketch.Block == 0)
        {
            if (sketch.Used == 0)
            {
                sketch = new Sketch(0, 1, new Entry(bucket, count));
                return;
            }

            if (sketch.Inline.Bucket == bucket)
            {
                sketch = sketch with { Inline = sketch.Inline.Plus(count) };
                return;
            }

            int block = Rent(1);
            _entries[block] = sketch.Inline;
            sketch = new Sketch(block, 1, default);
        }

        Span<Entry> entries = _entries.AsSpan(sketch.Block, sketch.Used);
        int at = Search(entries, bucket);
        if (at < entries.Length && entries[at].Bucket == bucket)
        {
            entries[at] = entries[at].Plus(count);
            return;
        }

        if (BitOperations.IsPow2(sketch.Used) && sketch.Used >= 2)
        {
            sketch = Move(sketch);
        }

        entries = _entries.AsSpan(sketch.Block, sketch.Used + 1);
        entries[at..^1].CopyTo(entries[(at + 1)..]);
        entries[at] = new Entry(bucket, count);
        sketch = sketch with { Used = sketch.Used + 1 };
    }

    /// <summary>The buckets of a sketch, ascending. Valid until the next call.</summary>
    public ReadOnlySpan<Entry> Entries(Sketch sketch)
    {
        if (sketch.Block != 0 || sketch.Used == 0)
        {
            return _entries.AsSpan(sketch.Block, sketch.Used);
        }

        _inline[0] = sketch.Inline;
        return _inline;
    }

    public long Count(Sketch sketch)
    {
        long count = 0;
        foreach (Entry entry in Entries(sketch))
        {
            count += entry.Count;
        }

        return count;
    }

    private static int Search(ReadOnlySpan<Entry> entries, int bucket)
    {
        int low = 0;
        int high = entries.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (entries[middle].Bucket < bucket)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Moves a full sketch to a block of twice the capacity.</summary>
    private Sketch Move(Sketch sketch)
    {
        int level = BitOperations.Log2((uint)sketch.Used);
        int block = Rent(level + 1);
        _entries.AsSpan(sketch.Block, sketch.Used).CopyTo(_entries.AsSpan(block));
        _entries[sketch.Block] = new Entry(_free[level], 0);
        _free[level] = sketch.Block;
        return sketch with { Block = block };
    }

    private int Rent(int level)
    {
        int block = _free[level];
        if (block != 0)
        {
            _free[level] = _entries[block].Bucket;
            return block;
        }

        block = _next;
        _next += 1 << level;
        if (_next > _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(_entries.Length * 2, _next));
        }

        return block;
    }

    /// <summary>A bucket and how many values fell into it.</summary>
    internal readonly record struct Entry(int Bucket, uint Count)
    {
        public Entry Plus(uint count) => new(Bucket, uint.MaxValue - Count < count ? uint.MaxValue : Count + count);
    }

    /// <summary>
    /// The handle of one histogram; the default one is empty. Without a block it holds at most one entry itself.
    /// </summary>
    /// <param name="Block">Where its entries are in the pool; 0 while it has none there.</param>
    /// <param name="Used">How many entries it has.</param>
    /// <param name="Inline">The entry of a sketch without a block.</param>
    internal readonly record struct Sketch(int Block, int Used, Entry Inline);
}
