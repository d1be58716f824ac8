using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Datapoints by key, numbered in the order of their arrival: 32 bytes each in blocks that are never copied once they are full, 5 to 11 for
/// finding them, and percentiles where one carries some. Of two datapoints of one key <see cref="Put"/> keeps one, and
/// <see cref="Add"/> makes one of them. Not thread-safe.
/// </summary>
/// <param name="percentiles">How many percentiles are kept of each datapoint.</param>
internal sealed class MetricPoints(int percentiles)
{
    private const int BlockBits = 13;
    private const int BlockLength = 1 << BlockBits;
    private const int FirstLength = 16;

    private Entry[][] _blocks = [];
    private int _room;
    private int[] _ranked = [];
    private double[] _values = [];
    private int _rankedCount = 1;
    private int[] _slots = [];

    /// <summary>What <see cref="Expect"/> saw, which nobody asks for.</summary>
    private ulong _seen;

    public int Count { get; private set; }

    public long Bytes => (_room * 32L) + (_ranked.Length * 4L) + (_values.Length * 8L) + (_slots.Length * 4L);

    public MetricPoint this[int point]
    {
        get
        {
            ref Entry entry = ref At(point);
            return new MetricPoint(entry.Count, entry.Sum, entry.Maximum);
        }
    }

    public ulong KeyOf(int point) => At(point).Key;

    /// <summary>For each percentile its value and the samples behind it; empty where the point carries none.</summary>
    public ReadOnlySpan<double> Percentiles(int point)
    {
        int at = _ranked.Length > point ? _ranked[point] : 0;
        return at == 0 ? default : _values.AsSpan(at * percentiles * 2, percentiles * 2);
    }

    /// <summary>Asks for the memory that looking for some keys needs, all at once, so that <see cref="Put"/> of each does not wait for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Expect(ReadOnlySpan<ulong> keys)
    {
        if (_slots.Length == 0)
        {
            return;
        }

        int mask = _slots.Length - 1;
        ulong seen = 0;
        foreach (ulong key in keys)
        {
            int slot = _slots[HashOf(key) & mask];
            seen ^= slot == 0 ? 0 : At(slot - 1).Key;
        }

        _seen = seen;
    }

    /// <summary>Keeps the better one of a datapoint and the one that is there.</summary>
    public void Put(ulong key, MetricPoint point, ReadOnlySpan<double> ranked)
    {
        int at = Find(key, out bool isNew);
        if (isNew || IsBetter(point, ranked, at))
        {
            Set(at, point, ranked);
        }
    }

    /// <summary>Adds a datapoint to the one that is there.</summary>
    public void Add(ulong key, MetricPoint point, ReadOnlySpan<double> ranked)
    {
        int at = Find(key, out bool isNew);
        if (isNew)
        {
            Set(at, point, ranked);
            return;
        }

        ref Entry entry = ref At(at);
        entry.Count += point.Count;
        entry.Sum += point.Sum;
        entry.Maximum = double.IsNaN(point.Maximum) || entry.Maximum > point.Maximum ? entry.Maximum : point.Maximum;
        if (ranked.IsEmpty)
        {
            return;
        }

        if (Percentiles(at).IsEmpty)
        {
            SetPercentiles(at, ranked);
            return;
        }

        Span<double> known = _values.AsSpan(_ranked[at] * percentiles * 2, percentiles * 2);
        for (int i = 0; i < ranked.Length; i += 2)
        {
            double weight = known[i + 1] + ranked[i + 1];
            if (ranked[i + 1] > 0)
            {
                known[i] = known[i + 1] > 0 ? ((known[i] * known[i + 1]) + (ranked[i] * ranked[i + 1])) / weight : ranked[i];
                known[i + 1] = weight;
            }
        }
    }

    /// <summary>Gives back the room for more points.</summary>
    public void Trim()
    {
        if (_blocks.Length > 0)
        {
            Resize(Count - ((_blocks.Length - 1) * BlockLength));
        }

        if (_ranked.Length > 0)
        {
            Array.Resize(ref _ranked, Count);
            Array.Resize(ref _values, _rankedCount * percentiles * 2);
        }
    }

    private static int HashOf(ulong key) => (int)((key * 0x9E37_79B9_7F4A_7C15) >> 32);

    private ref Entry At(int point) => ref _blocks[point >> BlockBits][point & (BlockLength - 1)];

    /// <summary>Whether a datapoint takes the place of another: a total order, of which the contract names the first two terms.</summary>
    private bool IsBetter(MetricPoint point, ReadOnlySpan<double> ranked, int at)
    {
        ref Entry entry = ref At(at);
        int order = point.Count.CompareTo(entry.Count);
        order = order != 0 ? order : point.Sum.CompareTo(entry.Sum);
        order = order != 0 ? order : point.Maximum.CompareTo(entry.Maximum);
        return order != 0 ? order > 0 : ranked.SequenceCompareTo(Percentiles(at)) > 0;
    }

    private void Set(int at, MetricPoint point, ReadOnlySpan<double> ranked)
    {
        ref Entry entry = ref At(at);
        (entry.Count, entry.Sum, entry.Maximum) = (point.Count, point.Sum, point.Maximum);
        SetPercentiles(at, ranked);
    }

    private void SetPercentiles(int at, ReadOnlySpan<double> ranked)
    {
        if (ranked.IsEmpty)
        {
            if (_ranked.Length > at)
            {
                _ranked[at] = 0;
            }

            return;
        }

        if (_ranked.Length <= at)
        {
            Array.Resize(ref _ranked, Math.Max(_room, at + (at / 2)));
        }

        if (_ranked[at] == 0)
        {
            _ranked[at] = _rankedCount++;
            if (_values.Length < _rankedCount * percentiles * 2)
            {
                Array.Resize(ref _values, Math.Max(64, _rankedCount + (_rankedCount / 2)) * percentiles * 2);
            }
        }

        ranked.CopyTo(_values.AsSpan(_ranked[at] * percentiles * 2));
    }

    private int Find(ulong key, out bool isNew)
    {
        if ((Count + 1) * 4L > _slots.Length * 3L)
        {
            GrowSlots();
        }

        int[] slots = _slots;
        int mask = slots.Length - 1;
        int slot = HashOf(key) & mask;
        while (slots[slot] != 0)
        {
            int at = slots[slot] - 1;
            if (At(at).Key == key)
            {
                isNew = false;
                return at;
            }

            slot = (slot + 1) & mask;
        }

        if (Count == _room)
        {
            Grow();
        }

        At(Count).Key = key;
        slots[slot] = ++Count;
        isNew = true;
        return Count - 1;
    }

    private void Grow()
    {
        int last = _blocks.Length == 0 ? 0 : _blocks[^1].Length;
        if (last is 0 or BlockLength)
        {
            Array.Resize(ref _blocks, _blocks.Length + 1);
            _blocks[^1] = [];
            Resize(_blocks.Length == 1 ? FirstLength : BlockLength);
        }
        else
        {
            Resize(Math.Min(BlockLength, Math.Max(FirstLength, last * 2)));
        }
    }

    /// <summary>Changes the length of the last block.</summary>
    private void Resize(int length)
    {
        _room += length - _blocks[^1].Length;
        Entry[] block = GC.AllocateUninitializedArray<Entry>(length);
        _blocks[^1].AsSpan(0, Math.Min(length, _blocks[^1].Length)).CopyTo(block);
        _blocks[^1] = block;
    }

    private void GrowSlots()
    {
        _slots = new int[Math.Max(32, _slots.Length * 2)];
        int mask = _slots.Length - 1;
        for (int point = 0; point < Count; point++)
        {
            int slot = HashOf(At(point).Key) & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = point + 1;
        }
    }

    private struct Entry
    {
        public ulong Key;
        public double Count;
        public double Sum;
        public double Maximum;
    }
}
