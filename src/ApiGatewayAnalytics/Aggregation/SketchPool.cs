using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Many small histograms in one array. A sketch is a list of buckets with counts, in the order in which the buckets came, which is
/// nearly that of their frequency: looking one up is a vectorised scan of two bytes per bucket that mostly ends in the first cache line.
/// One bucket is kept in the handle itself; more live in a block whose capacity is a power of two, and the block of a sketch that
/// outgrows it is used again for another one. There are <see cref="LogLinear.BucketCount"/> buckets, so a sketch is bounded.
/// Not thread-safe.
/// </summary>
internal sealed class SketchPool
{
    private const int LeastLevel = 1;
    private const int CountWords = sizeof(uint) / sizeof(ushort);

    /// <summary>What an empty sketch is read from.</summary>
    private const int LeastLength = (1 + CountWords) << LeastLevel;

    private int[] _free = new int[BitOperations.Log2((uint)LogLinear.BucketCount) + 2];
    private ushort[] _data = new ushort[64];

    // Block 0 is never handed out, so that 0 can stand for no block.
    private int _next = 1;

    public long Bytes => _data.Length * (long)sizeof(ushort);

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

    /// <summary>
    /// Asks for the memory of blocks that will be added to, all at once. Returns what stands there, so that it is asked for.
    /// </summary>
    public int Touch(ReadOnlySpan<int> blocks)
    {
        ushort[] data = _data;
        int touched = 0;
        foreach (int block in blocks)
        {
            touched |= data[Math.Max(0, block)];
        }

        return touched;
    }

    /// <summary>A pool that holds the same and shares nothing.</summary>
    /// <param name="spent">A pool that nobody needs any more, whose memory the copy may take; null for none.</param>
    public SketchPool Copy(SketchPool? spent)
    {
        var copy = (SketchPool)MemberwiseClone();
        ushort[] room = spent is not null && spent._data.Length >= _next
            ? spent._data
            : GC.AllocateUninitializedArray<ushort>(Math.Max(_next + (_next / 4), LeastLength));
        _data.AsSpan(0, _next).CopyTo(room);
        (copy._free, copy._data) = ([.. _free], room);
        return copy;
    }

    /// <summary>Gives back room that no block has taken yet, but for what an empty sketch is read from.</summary>
    public void Trim() => Array.Resize(ref _data, Math.Max(_next, LeastLength));

    /// <summary>Adds what a sketch of a pool, this one or another, holds.</summary>
    public void Merge(ref Sketch target, SketchPool pool, Sketch sketch)
    {
        if (sketch.IsInline)
        {
            Add(ref target, sketch.InlineBucket, sketch.InlineCount);
            return;
        }

        if (target.Block == 0 && pool != this)
        {
            target = Copy(pool, sketch);
            return;
        }

        int merged = 0;
        if (!target.IsInline && target.Used > 1)
        {
            merged = MergeWithinRoom(ref target, pool.Buckets(sketch), pool.Counts(sketch));
        }

        for (; merged < sketch.Used; merged++)
        {
            // The arrays may be others after each addition, when the pool is this one.
            Add(ref target, pool.Buckets(sketch)[merged], pool.Counts(sketch)[merged]);
        }
    }

    /// <summary>Adds buckets until the block of the target is full; returns how many were added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MergeWithinRoom(ref Sketch target, ReadOnlySpan<ushort> buckets, ReadOnlySpan<uint> counts)
    {
        int room = 1 << LevelOf(target.Used);
        int used = target.Used;
        Span<ushort> known = _data.AsSpan(target.Block, room);
        Span<uint> knownCounts = MemoryMarshal.Cast<ushort, uint>(_data.AsSpan(target.Block + room, CountWords * room));
        int i = 0;
        for (; i < buckets.Length; i++)
        {
            int at = known[..used].IndexOf(buckets[i]);
            if (at < 0)
            {
                if (used == room)
                {
                    break;
                }

                (known[used], knownCounts[used]) = (buckets[i], 0);
                at = used++;
            }

            knownCounts[at] = Plus(knownCounts[at], counts[i]);
        }

        target = new Sketch(target.Block, used);
        return i;
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
        foreach (uint part in Counts(sketch))
        {
            count += part;
        }

        return count;
    }

    /// <summary>Adds the counts of a sketch to those of all buckets, or takes them away; returns how many values it holds.</summary>
    public long AddTo(Span<long> counts, Sketch sketch, int sign = 1)
    {
        if (sketch.IsInline)
        {
            counts[sketch.InlineBucket] += sign * (long)sketch.InlineCount;
            return sketch.InlineCount;
        }

        long count = 0;
        ReadOnlySpan<ushort> buckets = Buckets(sketch);
        ReadOnlySpan<uint> ofBuckets = Counts(sketch);
        for (int i = 0; i < buckets.Length; i++)
        {
            counts[buckets[i]] += sign * (long)ofBuckets[i];
            count += ofBuckets[i];
        }

        return count;
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

            (int first, uint firstCount) = (sketch.InlineBucket, sketch.InlineCount);
            sketch = new Sketch(Rent(LeastLevel), 1);
            Buckets(sketch)[0] = (ushort)first;
            Counts(sketch)[0] = firstCount;
        }

        int at = Buckets(sketch).IndexOf((ushort)bucket);
        if (at >= 0)
        {
            ref uint known = ref Counts(sketch)[at];
            known = Plus(known, count);
            return;
        }

        if (sketch.Used > 1 && BitOperations.IsPow2(sketch.Used))
        {
            sketch = Move(sketch);
        }

        sketch = new Sketch(sketch.Block, sketch.Used + 1);
        Buckets(sketch)[^1] = (ushort)bucket;
        Counts(sketch)[^1] = count;
    }

    private static uint Plus(uint a, uint b) => uint.MaxValue - a < b ? uint.MaxValue : a + b;

    /// <summary>The power of two that is the capacity of a sketch with that many buckets.</summary>
    private static int LevelOf(int used) => used <= 1 << LeastLevel ? LeastLevel : BitOperations.Log2((uint)used - 1) + 1;

    /// <summary>Moves a full sketch to a block of twice the capacity.</summary>
    private Sketch Move(Sketch sketch)
    {
        int level = LevelOf(sketch.Used);
        int block = Rent(level + 1);
        ReadOnlySpan<ushort> from = _data.AsSpan(sketch.Block);
        Span<ushort> to = _data.AsSpan(block);
        from[..sketch.Used].CopyTo(to);
        from.Slice(sketch.Used, CountWords * sketch.Used).CopyTo(to[(2 << level)..]);
        Free(sketch.Block, level);
        return new Sketch(block, sketch.Used);
    }

    /// <summary>The buckets of a sketch that has a block.</summary>
    private Span<ushort> Buckets(Sketch sketch) => _data.AsSpan(sketch.Block, sketch.Used);

    /// <summary>The counts of a sketch that has a block; they stand behind the room for its buckets.</summary>
    private Span<uint> Counts(Sketch sketch) =>
        MemoryMarshal.Cast<ushort, uint>(_data.AsSpan(sketch.Block + (1 << LevelOf(sketch.Used)), CountWords * sketch.Used));

    /// <summary>A sketch of its own block with what a sketch of another pool holds.</summary>
    private Sketch Copy(SketchPool pool, Sketch sketch)
    {
        int level = LevelOf(sketch.Used);
        int block = Rent(level);
        pool._data.AsSpan(sketch.Block, (1 + CountWords) << level).CopyTo(_data.AsSpan(block));
        return new Sketch(block, sketch.Used);
    }

    private void Free(int block, int level)
    {
        // The free blocks of a capacity are a list; each holds the next one.
        MemoryMarshal.Write(MemoryMarshal.AsBytes(_data.AsSpan(block)), _free[level]);
        _free[level] = block;
    }

    private int Rent(int level)
    {
        int block = _free[level];
        if (block != 0)
        {
            _free[level] = MemoryMarshal.Read<int>(MemoryMarshal.AsBytes(_data.AsSpan(block)));
            return block;
        }

        block = _next;
        _next += (1 + CountWords) << level;
        if (_next > _data.Length)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, _next));
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
