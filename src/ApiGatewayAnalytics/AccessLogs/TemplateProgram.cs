using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// A <see cref="JsonTemplateText"/> compiled for one batch. Names, punctuation and values that are nearly always the same are one
/// text, compared 32 bytes at a time; the captured values in it have known places. Where such a text differs, its members are
/// read one by one, and the program goes on behind them. Nothing is assumed: every byte of a record is compared, or
/// is the inside of a value that is sound. What the values mean is the row's business: only texts, numbers and statuses
/// whose reading is plain are stored from here.
/// <para>
/// Bounds: blocks of 32 bytes are read only where <c>at + 32 &lt;= end</c>, which is tested before each text and value against an
/// end that the caller proved to lie within the buffer; texts are padded to whole blocks. Near the end of the window it stops
/// and leaves the record to the reader of members.
/// </para>
/// </summary>
internal sealed class TemplateProgram
{
    private const int Differs = -1;
    private const int TooNear = -2;

    private readonly RecordBatch _batch;
    private readonly byte[] _text;
    private readonly TemplateOperation[] _operations;
    private readonly TemplateOperation[] _members;
    private readonly TemplateConstant[] _constants;

    public TemplateProgram(RecordBatch batch, byte[] text, TemplateOperation[] operations, TemplateOperation[] members, TemplateConstant[] constants)
    {
        _batch = batch;
        _text = text;
        _operations = operations;
        _members = members;
        _constants = constants;
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
        return at switch
        {
            Differs => TemplateOutcome.Differs,
            TooNear => TemplateOutcome.TooNear,
            _ => TemplateOutcome.Read,
        };
    }

    /// <returns>The index behind what was read, or <see cref="Differs"/> or <see cref="TooNear"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Run(TemplateOperation[] operations, int from, int to, byte[] buffer, int at, int end, RecordRow row)
    {
        ref byte first = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref byte text = ref MemoryMarshal.GetArrayDataReference(_text);
        int last = end - ByteBlock.Length;
        int index = _batch.Count;
        for (int next = from; next < to; next++)
        {
            ref readonly TemplateOperation operation = ref operations[next];
            int textLength = operation.TextLength;
            if (at > last - textLength)
            {
                return TooNear;
            }

            ref byte here = ref Unsafe.Add(ref first, at);
            ref byte expected = ref Unsafe.Add(ref text, operation.Text);
            uint different = textLength < ByteBlock.Length
                ? ByteBlock.Different(ref here, ref expected) & operation.ShortMask
                : ByteBlock.Different(ref here, ref expected, textLength);
            if (different != 0)
            {
                if (!operation.IsRun)
                {
                    return Differs;
                }

                Misses++;
                at = Run(_members, operation.FirstMember, operation.Member + 1, buffer, at, end, row);
                if (at < 0)
                {
                    return at;
                }

                continue;
            }

            if (operation.Constants != 0)
            {
                Store(in operation, at, index, row);
            }

            at += textLength;
            if (operation.IsEnd)
            {
                continue;
            }

            int length;
            bool isEscaped = false;
            if (operation.IsQuoted)
            {
                here = ref Unsafe.Add(ref first, at);
                uint special = ByteBlock.Special(ref here);
                if (operation.UsualBlocks == 0 && (special & operation.UsualMask) == operation.UsualEnd)
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
                    length = ByteBlock.Length;
                    while (true)
                    {
                        if (at > last - length)
                        {
                            return TooNear;
                        }

                        special = ByteBlock.Special(ref Unsafe.Add(ref here, length));
                        if (special != 0)
                        {
                            break;
                        }

                        length += ByteBlock.Length;
                    }

                    length = length == operation.UsualBlocks * ByteBlock.Length && (special & operation.UsualMask) == operation.UsualEnd
                        ? operation.UsualLength
                        : length + BitOperations.TrailingZeroCount(special);
                }

                if (Unsafe.Add(ref here, length) != '"')
                {
                    length = JsonTemplateText.EscapedLength(buffer.AsSpan(at, end - at), length, ref isEscaped);
                }
            }
            else
            {
                length = JsonTemplateText.LiteralLength(buffer.AsSpan(at, end - at));
            }

            if (length < 0)
            {
                return Differs;
            }

            if (operation.Role != ValueRole.Skip)
            {
                if (operation.Cells is not { } cells || isEscaped)
                {
                    row.Add(operation.Field, at, length, isEscaped);
                }
                else if (operation.Role == ValueRole.Text)
                {
                    bool isAbsent = length == 1 & Unsafe.Add(ref first, at) == '-';
                    long cell = RecordBatch.TextCell(at, length);
                    cells[index] = isAbsent ? RecordBatch.AbsentNumber : cell;
                }
                else if ((uint)(length - 1) < 8 && ByteBlock.TryReadDigits(ref Unsafe.Add(ref first, at), length, out long number)
                    && (operation.Role == ValueRole.Number || RecordRow.IsStatus(number)))
                {
                    cells[index] = number;
                }
                else
                {
                    row.Add(operation.Field, at, length, escaped: false);
                }
            }

            at += length;
        }

        return at;
    }

    private void Store(in TemplateOperation operation, int at, int index, RecordRow row)
    {
        foreach (ref readonly TemplateConstant constant in _constants.AsSpan(operation.FirstConstant, operation.Constants))
        {
            if (constant.Cells is { } cells)
            {
                cells[index] = constant.Cell + (at & constant.Shift);
            }
            else
            {
                row.Add(constant.Field, at + constant.Offset, constant.Length, escaped: false);
            }
        }
    }
}
