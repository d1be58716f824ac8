using System.Numerics;
using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Many small histograms in two arrays. A sketch is a list of buckets with counts, in the order in which the buckets came, which is
/// nearly that of their frequency: looking one up is a vectorised scan of two bytes per bucket that mostly ends in the first cache line.
/// One bucket is kept in the handle itself; more live in a block whose capacity is a power of two, and the block of a sketch that
/// outgrows it is used again for another one. There are <see cref="LogLinear.BucketCount"/> buckets, so a sketch is bounded.
/// Not thread-safe.
/// </summary>
internal sealed class SketchPool
{
    private const int LeastLevel = 1;

    private readonly int[] _free = new int[BitOperations.Log2((uint)LogLinear.BucketCount) + 2];
    private ushort[] _buckets = new ushort[64];
    private uint[] _counts = new uint[64];

    // Block 0 is never handed out, so that 0 can stand for no block.
    private int _next = 1;

    public long Bytes => _buckets.Length * (sizeof(ushort) + sizeof(uint));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref Sketch sketch, int bucket, uint count)
    {
        if (sketch.Block == 0)
        {
            sketch = Sketch.Of(bucket, count);
        }
        else
        {
            AddFurther(ref sketch, bucket, count);
        }
    }

    /// <summary>Adds what a sketch of a pool, this one or another, holds.</summary>
    public void Merge(ref Sketch target, SketchPool pool, Sketch sketch)
    {
        if (sketch.IsInline)
        {
            Add(ref target, sketch.InlineBucket, sketch.InlineCount);
            return;
        }

        for (int i = 0; i < sketch.Used; i++)
        {
            Add(ref target, pool._buckets[sketch.Block + i], pool._counts[sketch.Block + i]);
        }
    }

    /// <summary>Gives back what a sketch takes that is not used any more.</summary>
    public void Free(Sketch sketch)
    {
        if (!sketch.IsInline && sketch.Used > 0)
        {
            Free(sketch.Block, LevelOf(sketch.Used));
        }
    }

    /// <summary>How many values a sketch holds.</summary>
    public long Count(Sketch sketch)
    {
        if (sketch.IsInline)
        {
            return sketch.InlineCount;
        }

        long count = 0;
        foreach (uint part in _counts.AsSpan(sketch.Block, sketch.Used))
        {
            count += part;
        }

        return count;
    }

    /// <summary>Adds the counts of a sketch to those of all buckets.</summary>
    public void AddTo(Span<long> counts, Sketch sketch)
    {
        if (sketch.IsInline)
        {
            counts[sketch.InlineBucket] += sketch.InlineCount;
            return;
        }

        for (int i = 0; i < sketch.Used; i++)
        {
            counts[_buckets[sketch.Block + i]] += _counts[sketch.Block + i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddFurther(ref Sketch sketch, int bucket, uint count)
    {
        if (sketch.IsInline)
        {
            if (sketch.InlineBucket == bucket)
            {
                sketch = Sketch.Of(bucket, Plus(sketch.InlineCount, count));
                return;
            }

            int block = Rent(LeastLevel);
            _buckets[block] = (ushort)sketch.InlineBucket;
            _counts[block] = sketch.InlineCount;
            sketch = new Sketch(block, 1);
        }

        int at = _buckets.AsSpan(sketch.Block, sketch.Used).IndexOf((ushort)bucket);
        if (at >= 0)
        {
            ref uint known = ref _counts[sketch.Block + at];
            known = Plus(known, count);
            return;
        }

        if (sketch.Used > 1 && BitOperations.IsPow2(sketch.Used))
        {
            sketch = Move(sketch);
        }

        at = sketch.Block + sketch.Used;
        _buckets[at] = (ushort)bucket;
        _counts[at] = count;
        sketch = new Sketch(sketch.Block, sketch.Used + 1);
    }

    private static uint Plus(uint a, uint b) => uint.MaxValue - a < b ? uint.MaxValue : a + b;

    /// <summary>The power of two that is the capacity of a sketch with that many buckets.</summary>
    private static int LevelOf(int used) => used <= 1 << LeastLevel ? LeastLevel : BitOperations.Log2((uint)used - 1) + 1;

    /// <summary>Moves a full sketch to a block of twice the capacity.</summary>
    private Sketch Move(Sketch sketch)
    {
        int level = LevelOf(sketch.Used);
        int block = Rent(level + 1);
        _buckets.AsSpan(sketch.Block, sketch.Used).CopyTo(_buckets.AsSpan(block));
        _counts.AsSpan(sketch.Block, sketch.Used).CopyTo(_counts.AsSpan(block));
        Free(sketch.Block, level);
        return new Sketch(block, sketch.Used);
    }

    private void Free(int block, int level)
    {
        // The free blocks of a capacity are a list; each holds the next one where its first count was.
        _counts[block] = (uint)_free[level];
        _free[level] = block;
    }

    private int Rent(int level)
    {
        int block = _free[level];
        if (block != 0)
        {
            _free[level] = (int)_counts[block];
            return block;
        }

        block = _next;
        _next += 1 << level;
        if (_next > _buckets.Length)
        {
            int length = Math.Max(_buckets.Length * 2, _next);
            Array.Resize(ref _buckets, length);
            Array.Resize(ref _counts, length);
        }

        return block;
    }

    /// <summary>
    /// The handle of one histogram in eight bytes; the default one is empty. One with a single bucket holds it itself, one with more
    /// has a block.
    /// </summary>
    /// <param name="Block">Where it stands in the pool; the complement of its bucket where it has one only.</param>
    /// <param name="Used">How many buckets it has in the pool; else how many values.</param>
    internal readonly record struct Sketch(int Block, int Used)
    {
        public bool IsInline => Block < 0;

        public int InlineBucket => ~Block;

        public uint InlineCount => (uint)Used;

        public static Sketch Of(int bucket, uint count) => new(~bucket, (int)count);
    }
}
