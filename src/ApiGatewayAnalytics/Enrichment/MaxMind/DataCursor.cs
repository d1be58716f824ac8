using System.Buffers.Binary;

namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>
/// Reads values of a section through a small window that it copies anew where a value lies outside of it. Every method is false at
/// the first thing the format does not allow, and once more values were read than the budget has, which also ends circles of pointers.
/// </summary>
internal ref struct DataCursor
{
    /// <summary>Room for the longest text that is of interest and the head before it.</summary>
    public const int WindowLength = 384;

    /// <summary>More than the richest records have (some hundred), few enough to be read in a fraction of a millisecond.</summary>
    public const int LookupBudget = 8_192;

    /// <summary>The longest head: a control byte, the type, and a length of three bytes; or a pointer of five.</summary>
    private const int LongestHead = 5;

    private readonly DataSection _section;
    private readonly Span<byte> _buffer;
    private ReadOnlySpan<byte> _window;
    private long _windowStart;
    private int _budget;

    /// <param name="section">What is read.</param>
    /// <param name="buffer">Room of <see cref="WindowLength"/>.</param>
    /// <param name="budget">How many values may be read.</param>
    public DataCursor(DataSection section, Span<byte> buffer, int budget)
    {
        _section = section;
        _buffer = buffer;
        _budget = budget;
    }

    /// <summary>Values that may still be read.</summary>
    public readonly int Budget => _budget;

    /// <summary>
    /// Reads the value at <paramref name="position"/> and moves behind it, or to the first part of a map or an array. A pointer is
    /// followed: then the parts are elsewhere, at <see cref="DataValue.Start"/>.
    /// </summary>
    public bool TryRead(ref long position, out DataValue value)
    {
        if (!TryReadHead(ref position, out value))
        {
            return false;
        }

        if (value.Type == DataType.Pointer)
        {
            long target = value.Start;
            bool isRead = TryReadHead(ref target, out value) && value.Type != DataType.Pointer;
            value = value with { IsElsewhere = true };
            return isRead;
        }

        return true;
    }

    /// <summary>Moves behind the value at <paramref name="position"/> with all its parts. Linear, without recursion; pointers are not followed.</summary>
    public bool TrySkip(ref long position)
    {
        for (long pending = 1; pending > 0; pending--)
        {
            if (!TryReadHead(ref position, out DataValue value))
            {
                return false;
            }

            pending += value.Parts;
        }

        return true;
    }

    /// <summary>The bytes of a text; the first ones of a long text. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(scoped in DataValue value) => Bytes(value.Start, Math.Min(value.Size, WindowLength));

    public bool TryGetNumber(scoped in DataValue value, out double number)
    {
        number = value.Type switch
        {
            DataType.Double => BinaryPrimitives.ReadDoubleBigEndian(Bytes(value.Start, sizeof(double))),
            DataType.Float => BinaryPrimitives.ReadSingleBigEndian(Bytes(value.Start, sizeof(float))),
            DataType.Int32 => (int)(uint)Unsigned(value),
            DataType.UInt16 or DataType.UInt32 or DataType.UInt64 => Unsigned(value),
            _ => double.NaN,
        };
        return double.IsFinite(number);
    }

    /// <summary>The value of an integer of at most eight bytes.</summary>
    public ulong Unsigned(scoped in DataValue value)
    {
        ulong number = 0;
        foreach (byte part in Bytes(value.Start, value.Size))
        {
            number = (number << 8) | part;
        }

        return number;
    }

    private bool TryReadHead(ref long position, out DataValue value)
    {
        value = default;
        if (--_budget < 0 || (ulong)position >= (ulong)_section.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> head = Window(position, LongestHead);
        byte control = head[0];
        var type = (DataType)(control >> 5);
        int size = control & 0x1F;
        int used = 1;
        if (type == DataType.Pointer)
        {
            return TryReadPointer(ref position, head, out value);
        }

        if (type == 0)
        {
            if (head.Length < 2)
            {
                return false;
            }

            type = (DataType)(head[used++] + 7);
        }

        if (size >= 29)
        {
            int bytes = size - 28;
            if (head.Length < used + bytes)
            {
                return false;
            }

            int more = 0;
            foreach (byte part in head.Slice(used, bytes))
            {
                more = (more << 8) | part;
            }

            size = more + bytes switch { 1 => 29, 2 => 285, _ => 65_821 };
            used += bytes;
        }

        position += used;
        value = new DataValue(type, size, position);
        return TrySkipPayload(ref position, value);
    }

    private readonly bool TryReadPointer(ref long position, ReadOnlySpan<byte> head, out DataValue value)
    {
        int bytes = ((head[0] >> 3) & 3) + 1;
        value = default;
        if (head.Length <= bytes)
        {
            return false;
        }

        long target = bytes == 4 ? 0 : head[0] & 7;
        foreach (byte part in head.Slice(1, bytes))
        {
            target = (target << 8) | part;
        }

        target += bytes switch { 2 => 2_048, 3 => 526_336, _ => 0 };
        position += 1 + bytes;
        value = new DataValue(DataType.Pointer, 0, target);
        return target < _section.Length;
    }

    /// <summary>Moves behind a scalar. Every part of a map or an array takes at least a byte, so that a section cannot hold more parts than bytes.</summary>
    private readonly bool TrySkipPayload(ref long position, in DataValue value)
    {
        int size = value.Size;
        long left = _section.Length - position;
        bool isAllowed = value.Type switch
        {
            DataType.Text or DataType.Bytes => size <= left,
            DataType.Double => size == sizeof(double) && size <= left,
            DataType.Float => size == sizeof(float) && size <= left,
            DataType.UInt16 => size <= sizeof(ushort) && size <= left,
            DataType.UInt32 or DataType.Int32 => size <= sizeof(uint) && size <= left,
            DataType.UInt64 => size <= sizeof(ulong) && size <= left,
            DataType.UInt128 => size <= 16 && size <= left,
            DataType.Boolean => size <= 1,
            DataType.Map or DataType.Array => value.Parts <= left,
            _ => false,
        };
        if (isAllowed && value.Type is not (DataType.Map or DataType.Array or DataType.Boolean))
        {
            position += size;
        }

        return isAllowed;
    }

    /// <summary>Bytes that are known to lie in the section.</summary>
    private ReadOnlySpan<byte> Bytes(long position, int count) => Window(position, count)[..count];

    /// <summary>What is copied from <paramref name="position"/> on: at least <paramref name="count"/> bytes, where the section has them.</summary>
    private ReadOnlySpan<byte> Window(long position, int count)
    {
        long inside = position - _windowStart;
        if (inside < 0 || inside + Math.Min(count, _section.Length - position) > _window.Length)
        {
            _window = _buffer[.._section.Read(position, _buffer)];
            _windowStart = position;
            inside = 0;
        }

        return _window[(int)inside..];
    }
}
