using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Finds the entity of each row: whose API it is. A service has few, so a small cache in front of the dictionaries answers most rows
/// by comparing bytes. Not thread-safe.
/// </summary>
internal sealed class EntityCache(AggregationPlan plan)
{
    private const int Size = 256;

    private readonly int[] _cached = new int[Size];
    private Segment? _segment;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(RecordBatch batch, ReadOnlySpan<int> rows, Segment segment, int[] entities)
    {
        if (_segment != segment)
        {
            _segment = segment;
            Array.Clear(_cached);
        }

        int api = plan.EntityFields[(int)EntityPart.ApiId];
        int stage = plan.EntityFields[(int)EntityPart.Stage];
        foreach (int row in rows)
        {
            ref int cached = ref _cached[Bucket(batch.Text(api, row), batch.Text(stage, row))];
            if (cached == 0 || !IsEntity(cached, batch, row))
            {
                cached = Find(batch, row);
            }

            entities[row] = cached;
        }
    }

    private static int Bucket(ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
    {
        ulong hash = Head(api) ^ (Head(stage) * 31) ^ (ulong)stage.Length;
        return (int)((hash * 0x9E37_79B9_7F4A_7C15) >> 56);
    }

    private static ulong Head(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(text);
        }

        ulong head = 0;
        foreach (byte character in text)
        {
            head = (head << 8) | character;
        }

        return head;
    }

    private bool IsEntity(int entity, RecordBatch batch, int row)
    {
        ReadOnlySpan<int> parts = _segment!.Entities[entity];
        for (int part = 0; part < parts.Length; part++)
        {
            int field = plan.EntityFields[part];
            if (!_segment.Dictionary(field)[parts[part]].SequenceEqual(batch.Text(field, row)))
            {
                return false;
            }
        }

        return true;
    }

    private int Find(RecordBatch batch, int row)
    {
        Span<int> parts = stackalloc int[4];
        for (int part = 0; part < parts.Length; part++)
        {
            int field = plan.EntityFields[part];
            parts[part] = _segment!.Dictionary(field).GetOrAdd(batch.Text(field, row));
        }

        return _segment!.Entities.GetOrAdd(parts);
    }
}
