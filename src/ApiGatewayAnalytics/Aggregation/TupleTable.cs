using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Numbers tuples of integers (the keys of a group) from 1 on; 0 stands for <c>(other)</c>, everything without a group of its own.
/// The first tuple of each value of one part, the leading one, is found by an array, since keys are small numbers themselves; only
/// further ones are hashed. Tuples of one part, and those whose leading part nearly decides the others, are never or seldom hashed.
/// Not thread-safe.
/// </summary>
/// <param name="width">The number of parts.</param>
/// <param name="lead">The leading part: the one with most values.</param>
internal sealed class TupleTable(int width, int lead = 0)
{
    public const int Other = 0;

    private HashSlots _slots = new();
    private int[] _parts = new int[8 * width];
    private int[] _firsts = [];

    /// <summary>The numbers given, <see cref="Other"/> included.</summary>
    public int Count { get; private set; } = 1;

    public int Width { get; } = width;

    public int Lead { get; } = lead;

    public long Bytes => _slots.Bytes + ((_parts.Length + _firsts.Length) * 4L);

    /// <summary>The tuple behind a number.</summary>
    public ReadOnlySpan<int> this[int id] => _parts.AsSpan(id * Width, Width);

    /// <summary>The number of a tuple; a new one where it has none yet.</summary>
    public int GetOrAdd(ReadOnlySpan<int> tuple)
    {
        int key = tuple.IsEmpty ? 0 : tuple[Lead];
        int first = key < _firsts.Length ? _firsts[key] : Other;
        if (first == Other)
        {
            return AppendFirst(tuple, key);
        }

        return Width <= 1 || Matches(first, tuple) ? first : GetOrAddFurther(tuple);
    }

    /// <summary>
    /// The numbers of the tuples that stand across <paramref name="columns"/> at <paramref name="rows"/>. The same as one by one, but
    /// the memory that the lookups need is asked for together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GetOrAdd(ReadOnlySpan<int> rows, ReadOnlySpan<int[]> columns, Span<int> ids, LookupScratch scratch)
    {
        if (columns.IsEmpty)
        {
            ids.Fill(GetOrAdd([]));
            return;
        }

        ReadOnlySpan<int> leads = columns[Lead];
        ReadOnlySpan<int> firsts = _firsts;
        for (int i = 0; i < rows.Length; i++)
        {
            int key = leads[rows[i]];
            ids[i] = key < firsts.Length ? firsts[key] : Other;
        }

        int width = columns.Length;
        if (width == 1)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                if (ids[i] == Other)
                {
                    ids[i] = GetOrAdd([leads[rows[i]]]);
                }
            }

            return;
        }

        Span<int> tuples = scratch.Tuples(rows.Length * width);
        for (int c = 0; c < width; c++)
        {
            ReadOnlySpan<int> column = columns[c];
            for (int i = 0, at = c; i < rows.Length; i++, at += width)
            {
                tuples[at] = column[rows[i]];
            }
        }

        // These loads do not depend on one another either; a mismatch shows as a negative number.
        int[] parts = _parts;
        for (int i = 0; i < rows.Length; i++)
        {
            ids[i] = parts[ids[i] * width] == tuples[i * width] ? ids[i] : -ids[i];
        }

        Span<int> further = scratch.Rows(rows.Length);
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<int> tuple = tuples.Slice(i * width, width);
            if (ids[i] == Other)
            {
                ids[i] = GetOrAdd(tuple);
            }
            else if (ids[i] < 0 || !Matches(ids[i], tuple))
            {
                further[count++] = i;
            }
        }

        GetOrAddFurther(tuples, width, further[..count], ids, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GetOrAddFurther(ReadOnlySpan<int> tuples, int width, ReadOnlySpan<int> which, Span<int> ids, LookupScratch scratch)
    {
        Span<uint> hashes = scratch.Hashes(which.Length);
        Span<ulong> slots = scratch.Slots(which.Length);
        Span<int> likely = scratch.Starts(which.Length);
        for (int i = 0; i < which.Length; i++)
        {
            hashes[i] = HashOf(tuples.Slice(which[i] * width, width));
        }

        _slots.Peek(hashes, slots);
        for (int i = 0; i < which.Length; i++)
        {
            likely[i] = _slots.Likely(hashes[i], slots[i]);
        }

        int[] parts = _parts;
        for (int i = 0; i < which.Length; i++)
        {
            likely[i] = parts[likely[i] * width] == tuples[which[i] * width] ? likely[i] : Other;
        }

        for (int i = 0; i < which.Length; i++)
        {
            ReadOnlySpan<int> tuple = tuples.Slice(which[i] * width, width);
            ids[which[i]] = likely[i] != Other && Matches(likely[i], tuple) ? likely[i] : GetOrAdd(tuple);
        }
    }

    public TupleTable Copy()
    {
        var copy = (TupleTable)MemberwiseClone();
        (copy._slots, copy._parts, copy._firsts) = (_slots.Copy(), [.. _parts], [.. _firsts]);
        return copy;
    }

    /// <summary>Makes room for tuples up to a number.</summary>
    public void Reserve(int count)
    {
        if (_parts.Length < count * Width)
        {
            Array.Resize(ref _parts, count * Width);
        }
    }

    /// <summary>Forgets all tuples, and keeps the room that they took.</summary>
    public void Clear()
    {
        Count = 1;
        _slots.Clear();
        Array.Clear(_firsts);
    }

    /// <summary>
    /// Drops the tuples that <paramref name="moved"/> maps to <see cref="Other"/>. The others move together in the same order, and
    /// <paramref name="moved"/> tells where.
    /// </summary>
    public void Keep(Span<int> moved)
    {
        int known = Count;
        Count = 1;
        for (int id = 1; id < known; id++)
        {
            if (moved[id] != Other)
            {
                _parts.AsSpan(id * Width, Width).CopyTo(_parts.AsSpan(Count * Width));
                moved[id] = Count++;
            }
        }

        Index();
    }

    /// <summary>Replaces the parts of all tuples, column by column; null where a column stays.</summary>
    public void Renumber(ReadOnlySpan<int[]?> maps)
    {
        for (int c = 0; c < maps.Length; c++)
        {
            if (maps[c] is { } map)
            {
                for (int at = Width + c; at < Count * Width; at += Width)
                {
                    _parts[at] = map[_parts[at]];
                }
            }
        }

        Index();
    }

    /// <summary>Marks the parts of one column that occur.</summary>
    public void Mark(int column, Span<int> marks)
    {
        for (int at = Width + column; at < Count * Width; at += Width)
        {
            marks[_parts[at]] = 1;
        }
    }

    private void Index()
    {
        _slots.Clear();
        Array.Clear(_firsts);
        int count = Count;
        for (Count = 1; Count < count;)
        {
            GetOrAdd(this[Count]);
        }
    }

    private int GetOrAddFurther(ReadOnlySpan<int> tuple)
    {
        uint hash = HashOf(tuple);
        int at = _slots.Start(hash);
        while (_slots.TryNext(hash, ref at, out int id))
        {
            if (Matches(id, tuple))
            {
                return id;
            }
        }

        _slots.Add(hash, Count);
        return Append(tuple);
    }

    private int AppendFirst(ReadOnlySpan<int> tuple, int key)
    {
        if (key >= _firsts.Length)
        {
            Array.Resize(ref _firsts, Math.Max(key + 1, Math.Max(8, _firsts.Length * 2)));
        }

        return _firsts[key] = Append(tuple);
    }

    private static uint HashOf(ReadOnlySpan<int> tuple) => KeyHash.Of(MemoryMarshal.AsBytes(tuple));

    private bool Matches(int id, ReadOnlySpan<int> tuple) => _parts.AsSpan(id * tuple.Length, tuple.Length).SequenceEqual(tuple);

    private int Append(ReadOnlySpan<int> tuple)
    {
        int at = Count * Width;
        if (at + Width > _parts.Length)
        {
            Array.Resize(ref _parts, _parts.Length * 2);
        }

        tuple.CopyTo(_parts.AsSpan(at));
        return Count++;
    }
}
