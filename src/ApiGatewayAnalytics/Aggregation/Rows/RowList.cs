using System.Runtime.InteropServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// The first rows in the order of a <see cref="RowShape"/>: a heap with the last of them on top, so that most records are turned
/// away by one comparison. Rows live in one buffer that is compacted when full, so that exchanging rows does not allocate.
/// Not thread-safe.
/// </summary>
internal sealed class RowList(RowShape shape)
{
    private readonly List<Entry> _heap = [];
    private byte[] _bytes = [];
    private byte[] _spare = [];
    private int _end;

    public int Count => _heap.Count;

    public long Bytes => _bytes.Length + _spare.Length + (_heap.Capacity * 16L);

    /// <summary>Whether a row of this rank could be among the first.</summary>
    public bool Accepts(long rank) => _heap.Count < shape.Limit || rank >= _heap[0].Rank;

    public long RankAt(int index) => _heap[index].Rank;

    /// <summary>A row, in no order. Valid until the next call.</summary>
    public ReadOnlySpan<byte> RowAt(int index) => _bytes.AsSpan(_heap[index].Offset, _heap[index].Length);

    /// <summary>The largest rank; less than any while there are no rows.</summary>
    public long LargestRank
    {
        get
        {
            long largest = long.MinValue;
            foreach (Entry entry in CollectionsMarshal.AsSpan(_heap))
            {
                largest = Math.Max(largest, entry.Rank);
            }

            return largest;
        }
    }

    /// <summary>Forgets all rows, to take in as many as there may be with <see cref="Append"/> and <see cref="Order"/>.</summary>
    public void Clear()
    {
        _heap.Clear();
        _end = 0;
    }

    /// <summary>Gives back memory that is only needed while rows are exchanged.</summary>
    public void Trim()
    {
        _spare = [];
        int used = UsedBytes();
        if (used < _bytes.Length)
        {
            Move(new byte[used]);
        }

        _heap.TrimExcess();
    }

    /// <summary>Takes a row in unseen.</summary>
    public void Append(long rank, ReadOnlySpan<byte> row) => _heap.Add(Store(rank, row));

    /// <summary>Makes a heap of appended rows, which takes no exchanges if they come from the last to the first.</summary>
    public void Order()
    {
        for (int at = (_heap.Count / 2) - 1; at >= 0; at--)
        {
            Sink(at);
        }
    }

    /// <summary>Takes a row in if it is among the first.</summary>
    public void Offer(long rank, ReadOnlySpan<byte> row)
    {
        if (_heap.Count < shape.Limit)
        {
            _heap.Add(Store(rank, row));
            Rise(_heap.Count - 1);
            return;
        }

        Entry last = _heap[0];
        if (rank < last.Rank || (rank == last.Rank && shape.CompareTies(row, BytesOf(last)) >= 0))
        {
            return;
        }

        _heap[0] = default;
        _heap[0] = Store(rank, row);
        Sink(0);
    }

    private Entry Store(long rank, ReadOnlySpan<byte> row)
    {
        if (_end + row.Length > _bytes.Length)
        {
            Compact(row.Length);
        }

        row.CopyTo(_bytes.AsSpan(_end));
        var entry = new Entry(rank, _end, row.Length);
        _end += row.Length;
        return entry;
    }

    private void Compact(int needed)
    {
        // Twice what is in use, so that this happens once in as many exchanges as there are rows.
        int length = Math.Max(256, 2 * (UsedBytes() + needed));
        // A quarter more, so that rows that get a little longer over time do not ask for a new buffer each time.
        byte[] target = _spare.Length >= length ? _spare : new byte[length + (length / 4)];
        _spare = _bytes;
        Move(target);
    }

    private int UsedBytes()
    {
        int used = 0;
        foreach (Entry entry in _heap)
        {
            used += entry.Length;
        }

        return used;
    }

    /// <summary>Moves the rows together into another buffer.</summary>
    private void Move(byte[] target)
    {
        _end = 0;
        for (int i = 0; i < _heap.Count; i++)
        {
            Entry entry = _heap[i];
            BytesOf(entry).CopyTo(target.AsSpan(_end));
            _heap[i] = entry with { Offset = _end };
            _end += entry.Length;
        }

        _bytes = target;
    }

    private ReadOnlySpan<byte> BytesOf(Entry entry) => _bytes.AsSpan(entry.Offset, entry.Length);

    /// <summary>Whether a comes after b.</summary>
    private bool IsLater(Entry a, Entry b) =>
        a.Rank != b.Rank ? a.Rank < b.Rank : shape.CompareTies(BytesOf(a), BytesOf(b)) > 0;

    private void Rise(int at)
    {
        while (at > 0 && IsLater(_heap[at], _heap[(at - 1) / 2]))
        {
            (_heap[at], _heap[(at - 1) / 2]) = (_heap[(at - 1) / 2], _heap[at]);
            at = (at - 1) / 2;
        }
    }

    private void Sink(int at)
    {
        while (true)
        {
            int latest = at;
            for (int child = (2 * at) + 1; child <= (2 * at) + 2 && child < _heap.Count; child++)
            {
                if (IsLater(_heap[child], _heap[latest]))
                {
                    latest = child;
                }
            }

            if (latest == at)
            {
                return;
            }

            (_heap[at], _heap[latest]) = (_heap[latest], _heap[at]);
            at = latest;
        }
    }

    private readonly record struct Entry(long Rank, int Offset, int Length);
}
