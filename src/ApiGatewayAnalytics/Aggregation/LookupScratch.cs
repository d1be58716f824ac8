using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Room for looking up the keys of a batch together. One per writer, shared by all tables that it fills.</summary>
internal sealed class LookupScratch
{
    private readonly uint[] _hashes = new uint[RecordBatch.Capacity];
    private readonly ulong[] _slots = new ulong[RecordBatch.Capacity];
    private readonly int[] _groups = new int[RecordBatch.Capacity];
    private readonly int[] _starts = new int[RecordBatch.Capacity];
    private readonly int[] _rows = new int[RecordBatch.Capacity];
    private int[] _tuples = [];

    public Span<uint> Hashes(int count) => _hashes.AsSpan(0, count);

    public Span<ulong> Slots(int count) => _slots.AsSpan(0, count);

    public Span<int> Groups(int count) => _groups.AsSpan(0, count);

    public Span<int> Starts(int count) => _starts.AsSpan(0, count);

    public Span<int> Rows(int count) => _rows.AsSpan(0, count);

    public Span<int> Tuples(int count)
    {
        if (_tuples.Length < count)
        {
            _tuples = new int[Math.Max(count, _tuples.Length * 2)];
        }

        return _tuples.AsSpan(0, count);
    }
}
