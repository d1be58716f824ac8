using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Columns;

/// <summary>The texts of one field of a <see cref="RecordBatch"/>. Valid as long as no row is written.</summary>
internal readonly ref struct TextColumn(ReadOnlySpan<long> cells, ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> side)
{
    private readonly ReadOnlySpan<long> _cells = cells;
    private readonly ReadOnlySpan<byte> _buffer = buffer;
    private readonly ReadOnlySpan<byte> _side = side;

    public bool IsPresent(int row) => RecordBatch.LengthOf(_cells[row]) > 0;

    /// <summary>The bytes of a row; empty where the field is absent.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            long cell = _cells[row];
            int length = RecordBatch.LengthOf(cell);
            if (length <= 0)
            {
                return default;
            }

            int offset = (int)cell;
            return offset >= 0 ? _buffer.Slice(offset, length) : _side.Slice(~offset, length);
        }
    }
}
