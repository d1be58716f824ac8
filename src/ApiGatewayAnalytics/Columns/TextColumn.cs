using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Columns;

/// <summary>The texts of one field of a <see cref="RecordBatch"/>. Valid as long as no row is written.</summary>
internal readonly ref struct TextColumn(ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths, ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> side)
{
    private readonly ReadOnlySpan<int> _offsets = offsets;
    private readonly ReadOnlySpan<int> _lengths = lengths;
    private readonly ReadOnlySpan<byte> _buffer = buffer;
    private readonly ReadOnlySpan<byte> _side = side;

    public bool IsPresent(int row) => _lengths[row] > 0;

    /// <summary>The bytes of a row; empty where the field is absent.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int length = _lengths[row];
            if (length <= 0)
            {
                return default;
            }

            int offset = _offsets[row];
            return offset >= 0 ? _buffer.Slice(offset, length) : _side.Slice(~offset, length);
        }
    }
}
