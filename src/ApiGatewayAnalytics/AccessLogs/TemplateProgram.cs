using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// A <see cref="JsonTemplateText"/> compiled for one batch. Names, punctuation and values that are nearly always the same are one
/// text, compared in blocks of 32 bytes; the captured values in it have known places. Where such a text differs, its members are
/// read one by one, and the program goes on behind them. Nothing is assumed: every byte of a record is compared, or
/// is the inside of a value that is sound. What values mean is the row's business: here it is only noted where they stand, in the
/// same way for all, since each branch that differs from member to member costs more than the work that it saves; numbers and
/// what the row looks at are delivered behind the record.
/// <para>
/// Bounds: a text of n bytes is compared, and the start of the value behind it looked at, only where
/// <c>at + n + 64 &lt;= end</c>, which is tested before; further blocks of a value are tested each. <c>end</c> is held against the buffer
/// first. Texts of fewer than 64 bytes are padded to as many. Too near to the end the program stops, and the record is left to the
/// reader of members.
/// </para>
/// </summary>
internal sealed class TemplateProgram
{
    private const int Differs = -1;
    private const int TooNear = -2;

    /// <summary>Marks in a cell the length of a value that holds escapes.</summary>
    private const int Escaped = 1 << 30;

    private readonly RecordBatch _batch;
    private readonly byte[] _text;
    private readonly TemplateOperation[] _operations;
    private readonly TemplateOperation[] _members;
    private readonly TemplateConstant[] _constants;
    private readonly TemplateDelivery[] _numbers;
    private readonly TemplateDelivery[] _others;

    public TemplateProgram(
        RecordBatch batch,
        byte[] text,
        TemplateOperation[] operations,
        TemplateOperation[] members,
        TemplateConstant[] constants,
        TemplateDelivery[] numbers,
        TemplateDelivery[] others)
    {
        _batch = batch;
        _text = text;
        _operations = operations;
        _members = members;
        _constants = constants;
        _numbers = numbers;
        _others = others;
    }

    /// <summary>How many texts with constant values differed.</summary>
    public int Misses { get; private set; }

    public bool IsFor(RecordBatch batch) => ReferenceEquals(batch, _batch);

    /// <summary>Reads the record at <paramref name="start"/> into the row begun last.</summary>
    public TemplateOutcome Read(int start, int end, RecordRow row, out int consumed)
    {
        byte[] buffer = _batch.Buffer;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)end, (uint)buffer.Length);
        int at = Run(_operations, 0, _operations.Length, buffer, start, end, row);
        consumed = at - start;
        if (at < 0)
        {
            return at == Differs ? TemplateOutcome.Differs : TemplateOutcome.TooNear;
        }

        Deliver(buffer, row);
        return TemplateOutcome.Read;
    }

    /// <returns>The index behind what was read, or <see cref="Differs"/> or <see cref="TooNear"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Run(TemplateOperation[] operations, int from, int to, byte[] buffer, int at, int end, RecordRow row)
    {
        ref byte first = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref byte text = ref MemoryMarshal.GetArrayDataReference(_text);
        int last = end - (2 * ByteBlock.Length);
        int index = _batch.Count;
        foreach (ref readonly TemplateOperation operation in operations.AsSpan(from, to - from))
        {
            int textLength = operation.TextLength;
            if (at > last - textLength)
            {
                return TooNear;
            }

            ref byte here = ref Unsafe.Add(ref first, at);
            ref byte expected = ref Unsafe.Add(ref text, operation.Text);
            ulong different = (ByteBlock.Different(ref here, ref expected)
                | ((ulong)ByteBlock.Different(ref Unsafe.Add(ref here, ByteBlock.Length), ref Unsafe.Add(ref expected, ByteBlock.Length)) << ByteBlock.Length))
                & operation.TextMask;
            if (different != 0 || (textLength > 2 * ByteBlock.Length && ByteBlock.AreDifferent(ref here, ref expected, textLength)))
            {
                at = operation.IsRun ? ReadAgain(in operation, buffer, at, end, row) : Differs;
                if (at < 0)
                {
                    return at;
                }

                continue;
            }

            if (operation.Constants != 0)
            {
                StoreConstants(in operation, at, index);
            }

            at += textLength;
            if (!operation.IsQuoted)
            {
                if (operation.IsEnd)
                {
                    break;
                }

                int digits = JsonTemplateText.LiteralLength(buffer.AsSpan(at, end - at));
                if (digits < 0)
                {
                    return Differs;
                }

                operation.Cells[index & operation.IndexMask] = RecordBatch.TextCell(at, digits);
                at += digits;
                continue;
            }

            here = ref Unsafe.Add(ref first, at);
            ulong special = ByteBlock.Special(ref here) | ((ulong)ByteBlock.Special(ref Unsafe.Add(ref here, ByteBlock.Length)) << ByteBlock.Length);
            int length;
            if ((special & operation.UsualMask) == operation.UsualEnd)
            {
                // The next position does not depend on the bytes loaded, only the prediction of this branch does.
                length = operation.UsualLength;
            }
            else if (special != 0)
            {
                length = BitOperations.TrailingZeroCount(special);
            }
            else
            {
                length = LongLength(ref here, last - at);
                if (length < 0)
                {
                    return TooNear;
                }
            }

            if (Unsafe.Add(ref here, length) != '"')
            {
                at = ReadEscaped(in operation, buffer, at, length, end, row);
                if (at < 0)
                {
                    return at;
                }

                continue;
            }

            bool isAbsent = (length == 1) & (here == '-');
            long cell = RecordBatch.TextCell(at, length);
            operation.Cells[index & operation.IndexMask] = isAbsent ? RecordBatch.AbsentNumber : cell;
            at += length;
        }

        return at;
    }

    /// <summary>Makes numbers of what was found for numbers, and gives the row what it has to look at, in the order of the record.</summary>
    private void Deliver(byte[] buffer, RecordRow row)
    {
        int index = _batch.Count;
        foreach (ref readonly TemplateDelivery delivery in _numbers.AsSpan())
        {
            ref long cell = ref delivery.Cells[index];
            if (cell == RecordBatch.AbsentNumber)
            {
                continue;
            }

            int offset = (int)cell;
            int length = (int)(cell >> 32);
            if (DecimalText.TryReadWord(buffer, offset, length, out long number) && (ulong)(number - delivery.Least) <= (ulong)delivery.More)
            {
                cell = number;
            }
            else
            {
                cell = RecordBatch.AbsentNumber;
                row.Add(delivery.Field, offset, length & ~Escaped, (length & Escaped) != 0);
            }
        }

        foreach (ref readonly TemplateDelivery delivery in _others.AsSpan())
        {
            long cell = delivery.Cells[0];
            if (cell != RecordBatch.AbsentNumber)
            {
                int length = (int)(cell >> 32);
                row.Add(delivery.Field, (int)cell, length & ~Escaped, (length & Escaped) != 0);
            }
        }
    }

    /// <summary>The length of a value that is longer than two blocks, -1 where it comes too near to the end.</summary>
    /// <param name="value">The value, whose first blocks were looked at.</param>
    /// <param name="last">Where the last blocks start, counted from the value.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int LongLength(ref byte value, int last)
    {
        for (int length = 2 * ByteBlock.Length; length <= last; length += ByteBlock.Length)
        {
            uint special = ByteBlock.Special(ref Unsafe.Add(ref value, length));
            if (special != 0)
            {
                return length + BitOperations.TrailingZeroCount(special);
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadAgain(in TemplateOperation operation, byte[] buffer, int at, int end, RecordRow row)
    {
        Misses++;
        return Run(_members, operation.FirstMember, operation.Member + 1, buffer, at, end, row);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadEscaped(in TemplateOperation operation, byte[] buffer, int at, int length, int end, RecordRow row)
    {
        bool isEscaped = false;
        length = JsonTemplateText.EscapedLength(buffer.AsSpan(at, end - at), length, ref isEscaped);
        if (length < 0)
        {
            return Differs;
        }

        if (operation.IsText)
        {
            row.Add(operation.Field, at, length, isEscaped);
        }
        else
        {
            operation.Cells[_batch.Count & operation.IndexMask] = RecordBatch.TextCell(at, length | Escaped);
        }

        return at + length;
    }

    private void StoreConstants(in TemplateOperation operation, int at, int index)
    {
        foreach (ref readonly TemplateConstant constant in _constants.AsSpan(operation.FirstConstant, operation.Constants))
        {
            constant.Cells[index & constant.IndexMask] = constant.Cell + (at & constant.Shift);
        }
    }
}
