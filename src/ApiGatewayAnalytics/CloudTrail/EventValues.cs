using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// The values of one event, as places in the buffer, by <see cref="EventSlots"/>. Of several values of one member the first present one
/// stays; missing, null and <c>-</c> are absent. Reused from event to event; no allocation. Not thread-safe.
/// </summary>
internal sealed class EventValues
{
    private const long Blank = -1;
    private const long EscapedMark = 1L << 62;

    private readonly long[] _cells = new long[EventSlots.Count];
    private byte[] _buffer = [];

    public void Clear(byte[] buffer)
    {
        _buffer = buffer;
        _cells.AsSpan().Fill(Blank);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int slot, int offset, int length, bool isEscaped)
    {
        ref long cell = ref _cells[slot];
        if (LengthOf(cell) <= 0 && !(length == 1 && _buffer[offset] == '-'))
        {
            cell = RecordBatch.TextCell(offset, length) | (isEscaped ? EscapedMark : 0);
        }
    }

    /// <summary>Whether there is a value that is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsPresent(int slot) => LengthOf(_cells[slot]) > 0;

    /// <summary>Whether there is a value, be it empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsThere(int slot) => _cells[slot] != Blank;

    public int Offset(int slot) => (int)_cells[slot];

    /// <summary>The value as a cell of a batch; false where it is escaped or absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCell(int slot, out long cell)
    {
        cell = _cells[slot];
        return cell >= 0 && (cell & EscapedMark) == 0;
    }

    /// <summary>The bytes as they stand, escapes included.</summary>
    public ReadOnlySpan<byte> Raw(int slot) => IsPresent(slot) ? _buffer.AsSpan(Offset(slot), LengthOf(_cells[slot])) : default;

    /// <summary>The first of the slots that has a value; the last one where none has.</summary>
    public int First(int slot, int other) => IsPresent(slot) ? slot : other;

    /// <summary>Negative where the cell is blank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOf(long cell) => (int)((cell & ~EscapedMark) >> 32);
}
