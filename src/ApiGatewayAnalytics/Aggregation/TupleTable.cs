using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Numbers tuples of integers (the keys of a group) from 1 on; 0 stands for <c>(other)</c>, everything without a group of its own.
/// Open addressing, tuples side by side in one array. Tuples of one key, which is a small number itself, are found by an array.
/// Not thread-safe.
/// </summary>
internal sealed class TupleTable(int width)
{
    public const int Other = 0;

    private readonly HashSlots _slots = new();
    private int[] _parts = new int[8 * width];
    private int[] _byKey = [];

    /// <summary>The numbers given, <see cref="Other"/> included.</summary>
    public int Count { get; private set; } = 1;

    public int Width { get; } = width;

    public long Bytes => _slots.Bytes + ((_parts.Length + _byKey.Length) * 4L);

    /// <summary>The tuple behind a number.</summary>
    public ReadOnlySpan<int> this[int id] => _parts.AsSpan(id * Width, Width);

    /// <summary>The number of a tuple; a new one where it has none yet.</summary>
    public int GetOrAdd(ReadOnlySpan<int> tuple)
    {
        if (tuple.Length == 1)
        {
            return GetOrAdd(tuple[0]);
        }

        ulong hash = KeyHash.Start;
        foreach (int part in tuple)
        {
            hash = KeyHash.Mix(hash, part);
        }

        return GetOrAdd(tuple, KeyHash.Finish(hash));
    }

    /// <summary>
    /// The numbers of the tuples that stand across <paramref name="columns"/> at <paramref name="rows"/>. The same as one by one, but
    /// the memory that the lookups need is asked for together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GetOrAdd(ReadOnlySpan<int> rows, ReadOnlySpan<int[]> columns, Span<int> ids, LookupScratch scratch)
    {
        if (columns.Length == 1)
        {
            int[] keys = columns[0];
            for (int i = 0; i < rows.Length; i++)
            {
                ids[i] = GetOrAdd(keys[rows[i]]);
            }

            return;
        }

        Span<uint> hashes = scratch.Hashes(rows.Length);
        Span<ulong> slots = scratch.Slots(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            ulong hash = KeyHash.Start;
            foreach (int[] column in columns)
            {
                hash = KeyHash.Mix(hash, column[rows[i]]);
            }

            hashes[i] = KeyHash.Finish(hash);
        }

        _slots.Peek(hashes, slots);
        Span<int> tuple = stackalloc int[Width];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int c = 0; c < tuple.Length; c++)
            {
                tuple[c] = columns[c][rows[i]];
            }

            int likely = (int)(uint)slots[i];
            ids[i] = (uint)(slots[i] >> 32) == hashes[i] && likely != Other && Matches(likely, tuple) ? likely : GetOrAdd(tuple, hashes[i]);
        }
    }

    private int GetOrAdd(int key)
    {
        if ((uint)key < (uint)_byKey.Length && _byKey[key] != Other)
        {
            return _byKey[key];
        }

        if (key >= _byKey.Length)
        {
            Array.Resize(ref _byKey, Math.Max(key + 1, Math.Max(8, _byKey.Length * 2)));
        }

        return _byKey[key] = Append([key]);
    }

    private int GetOrAdd(ReadOnlySpan<int> tuple, uint hash)
    {
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

    private bool Matches(int id, ReadOnlySpan<int> tuple)
    {
        int at = id * tuple.Length;
        int[] parts = _parts;
        for (int c = 0; c < tuple.Length; c++)
        {
            if (parts[at + c] != tuple[c])
            {
                return false;
            }
        }

        return true;
    }

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
