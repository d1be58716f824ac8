namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Numbers tuples of integers (the keys of a group) from 1 on; 0 stands for <c>(other)</c>, everything without a group of its own.
/// Open addressing, tuples side by side in one array. Not thread-safe.
/// </summary>
internal sealed class TupleTable(int width)
{
    public const int Other = 0;

    private readonly HashSlots _slots = new();
    private int[] _parts = new int[8 * width];

    /// <summary>The numbers given, <see cref="Other"/> included.</summary>
    public int Count { get; private set; } = 1;

    public int Width { get; } = width;

    public long Bytes => _slots.Bytes + (_parts.Length * 4L);

    /// <summary>The tuple behind a number.</summary>
    public ReadOnlySpan<int> this[int id] => _parts.AsSpan(id * Width, Width);

    /// <summary>The number of a tuple; a new one where it has none yet.</summary>
    public int GetOrAdd(ReadOnlySpan<int> tuple)
    {
        ulong hash = KeyHash.Start;
        foreach (int part in tuple)
        {
            hash = KeyHash.Mix(hash, part);
        }

        return GetOrAdd(tuple, KeyHash.Finish(hash));
    }

    /// <summary>The numbers of the tuples that stand across <paramref name="columns"/> at <paramref name="rows"/>.</summary>
    public void GetOrAdd(ReadOnlySpan<int> rows, ReadOnlySpan<int[]> columns, Span<int> ids)
    {
        Span<int> tuple = stackalloc int[Width];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            ulong hash = KeyHash.Start;
            for (int c = 0; c < tuple.Length; c++)
            {
                int part = columns[c][row];
                tuple[c] = part;
                hash = KeyHash.Mix(hash, part);
            }

            ids[i] = GetOrAdd(tuple, KeyHash.Finish(hash));
        }
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

        return Append(tuple, hash);
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

    private int Append(ReadOnlySpan<int> tuple, uint hash)
    {
        int at = Count * Width;
        if (at + Width > _parts.Length)
        {
            Array.Resize(ref _parts, _parts.Length * 2);
        }

        tuple.CopyTo(_parts.AsSpan(at));
        _slots.Add(hash, Count);
        return Count++;
    }
}
