using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// A <see cref="LineLayout"/> compiled for one batch and one end of lines: reads lines from the places of their separators alone. The
/// text around each value is compared as one word, and a value that follows the line's own rules is noted as it stands. What this
/// reads is what the reader of the format finds; whatever it does not accept is left to that reader.
/// <para>
/// Bounds: every place looked at is at most a word behind the line's last separator, and at most two blocks are read from there;
/// the caller sees to it that <see cref="Reach"/> bytes of the buffer follow that separator. A text before its separator could
/// start before its value; that is tested first.
/// </para>
/// </summary>
internal sealed class LineProgram
{
    /// <summary>How far behind the last separator of a line bytes are read.</summary>
    public const int Reach = sizeof(ulong) + (2 * ByteBlock.Length);

    public const int Differs = -1;

    private const ulong UsualProtocol = 0x312E_312F_5054_5448;

    private readonly RecordBatch _batch;
    private readonly LineColumn[] _columns;
    private readonly ulong _head;
    private readonly ulong _headMask;
    private readonly int _headLength;

    private LineProgram(RecordBatch batch, LineColumn[] columns, ReadOnlySpan<byte> head, int separators, byte delimiter)
    {
        _batch = batch;
        _columns = columns;
        (_head, _headMask, _headLength) = (Word(head), Mask(head.Length), head.Length);
        Separators = separators;
        Delimiter = delimiter;
    }

    /// <summary>How many separators a line has, its end included.</summary>
    public int Separators { get; }

    public byte Delimiter { get; }

    public static LineProgram Compile(LineLayout layout, ReadOnlySpan<byte> lineEnd, RecordBatch batch, RecordRow row)
    {
        var columns = new LineColumn[layout.Fields.Length];
        var fed = new HashSet<int>();
        int separators = LineLayout.SeparatorsIn(layout.Literals[0].AsSpan(), layout.Delimiter);
        for (int index = 0; index < columns.Length; index++)
        {
            int field = layout.Fields[index];
            LineCheck check = layout.Checks[index];
            ReadOnlySpan<byte> text = [.. layout.Literals[index + 1].AsSpan(), .. index == columns.Length - 1 ? lineEnd : default];
            ValueRole role = field < 0 ? ValueRole.Skip : row.RoleOf(batch, field);

            // Only the first value of a field finds its cell blank; the row decides about the others.
            bool isFirst = field >= 0 && fed.Add(field);
            bool isNoted = isFirst && role is ValueRole.Text or ValueRole.Number or ValueRole.Status;
            int before = 0;
            while (!ByteBlock.IsSeparator(text[before], layout.Delimiter))
            {
                before++;
            }

            separators += check is LineCheck.Time or LineCheck.OneBlank ? 1 : 0;
            columns[index] = new LineColumn
            {
                Cells = isNoted ? batch.Cells(field) : [],
                Field = field,
                Check = check,
                Store = role == ValueRole.Skip || isNoted ? role : ValueRole.Source,
                Separator = separators,
                Before = before,
                Text = Word(text),
                TextMask = Mask(text.Length),
                TextLength = text.Length,
                Longest = LongestOf(check),
            };
            separators += LineLayout.SeparatorsIn(text, layout.Delimiter);
        }

        return new LineProgram(batch, columns, layout.Literals[0].AsSpan(), separators, layout.Delimiter);
    }

    public bool IsFor(RecordBatch batch) => ReferenceEquals(batch, _batch);

    /// <summary>Reads the line at <paramref name="at"/> into the row begun last.</summary>
    /// <param name="at">Where the line starts in the batch's buffer.</param>
    /// <param name="separators">Where its first <see cref="Separators"/> separators stand.</param>
    /// <param name="row">The row.</param>
    /// <returns>The index behind the line, or <see cref="Differs"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(int at, ReadOnlySpan<int> separators, RecordRow row)
    {
        byte[] buffer = _batch.Buffer;
        ArgumentOutOfRangeException.ThrowIfNotEqual(separators.Length, Separators);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(separators[^1], buffer.Length - Reach);
        ref byte first = ref MemoryMarshal.GetArrayDataReference(buffer);
        int index = _batch.Count;
        ulong different = (Load(ref first, at) ^ _head) & _headMask;
        at += _headLength;
        foreach (ref readonly LineColumn column in _columns.AsSpan())
        {
            int end = separators[column.Separator] - column.Before;
            int length = end - at;
            if ((uint)(length - 1) >= (uint)column.Longest)
            {
                return Differs;
            }

            different |= (Load(ref first, end) ^ column.Text) & column.TextMask;
            ref byte value = ref Unsafe.Add(ref first, at);
            bool isAbsent = (length == 1) & (value == '-');
            long number = RecordBatch.AbsentNumber;
            bool isSound = true;
            switch (column.Check)
            {
                case LineCheck.Number:
                    isSound = isAbsent || TryNumber(buffer, at, length, out number);
                    break;
                case LineCheck.Status:
                    isSound = isAbsent || (length == 3 && DecimalText.TryRead(Load(ref first, at), 3, out number));
                    break;
                case LineCheck.Time:
                    isSound = length == TimeText.ClfLength && row.IsTime(at);
                    break;
                case LineCheck.Address:
                    isSound = isAbsent || IsAddress(ref value, length);
                    break;
                case LineCheck.ClfAddress:
                    isSound = isAbsent || (IsAddress(ref value, length) && !LinePrefix.IsEpoch(buffer.AsSpan(at, length)));
                    break;
                case LineCheck.Method:
                    isSound = isAbsent || IsMethod(buffer, at, length);
                    break;
                case LineCheck.Protocol:
                    isSound = (length == sizeof(ulong) && Load(ref first, at) == UsualProtocol) || LineShapes.Fits(LineShape.Protocol, buffer.AsSpan(at, length));
                    break;
                case LineCheck.ClfName:
                    isSound = value != '[';
                    break;
                case LineCheck.ClfResource:
                    isSound = value != '$';
                    break;
                case LineCheck.ClfRoute:
                    isSound = value == '$';
                    break;
                case LineCheck.OneBlank:
                    isSound = Unsafe.Add(ref first, separators[column.Separator - 1]) == ' ';
                    break;
                case LineCheck.ClfRequestId:
                    isSound = Unsafe.Add(ref value, length - 1) != '=';
                    break;
                case LineCheck.ClfExtendedId:
                    isSound = isAbsent || (length >= ClfLine.ShortestExtendedId && Unsafe.Add(ref value, length - 1) == '=');
                    break;
            }

            if (!isSound)
            {
                return Differs;
            }

            switch (column.Store)
            {
                case ValueRole.Text:
                    long cell = RecordBatch.TextCell(at, length);
                    column.Cells[index] = isAbsent ? RecordBatch.AbsentNumber : cell;
                    break;
                case ValueRole.Number:
                    column.Cells[index] = number;
                    break;
                case ValueRole.Status:
                    column.Cells[index] = RecordRow.IsStatus(number) ? number : RecordBatch.AbsentNumber;
                    break;
                case ValueRole.Source:
                    row.Add(column.Field, at, length, escaped: false);
                    break;
            }

            at = end + column.TextLength;
        }

        return different == 0 ? at : Differs;
    }

    private static int LongestOf(LineCheck check) => check switch
    {
        LineCheck.Word => LineShapes.LongestWord,
        LineCheck.Number => DecimalText.MostDigits,
        LineCheck.Address or LineCheck.ClfAddress => LineShapes.LongestAddress,
        LineCheck.Method => LineShapes.LongestMethod,
        LineCheck.ClfExtendedId => ClfLine.LongestExtendedId,
        _ => int.MaxValue,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte first, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)) is var word && BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);

    private static ulong Word(ReadOnlySpan<byte> text)
    {
        ulong word = 0;
        for (int index = text.Length - 1; index >= 0; index--)
        {
            word = (word << 8) | text[index];
        }

        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(int bytes) => bytes == sizeof(ulong) ? ulong.MaxValue : (1UL << (bytes * 8)) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNumber(byte[] buffer, int at, int length, out long number) =>
        DecimalText.TryReadWord(buffer, at, length, out number) || (length > sizeof(ulong) && DecimalText.TryParse(buffer.AsSpan(at, length), out number));

    /// <summary>Whether a value of at most <see cref="LineShapes.LongestAddress"/> bytes is an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAddress(ref byte value, int length)
    {
        // Addresses of both versions come in no order: the second block is not worth a branch.
        ulong others = ByteBlock.NotInAddresses(ref value) | ((ulong)ByteBlock.NotInAddresses(ref Unsafe.Add(ref value, ByteBlock.Length)) << ByteBlock.Length);
        return (others & ((1UL << length) - 1)) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMethod(byte[] buffer, int at, int length)
    {
        if (length > sizeof(ulong))
        {
            return LineShapes.Fits(LineShape.Method, buffer.AsSpan(at, length));
        }

        // Bit 7 of each byte: of the first sum from 'a' on, of the second behind 'z'.
        ulong letters = Load(ref MemoryMarshal.GetArrayDataReference(buffer), at) | 0x2020202020202020;
        ulong areLetters = (letters + 0x1F1F1F1F1F1F1F1F) & ~(letters + 0x0505050505050505) & ~letters & 0x8080808080808080;
        return ((areLetters ^ 0x8080808080808080) & Mask(length)) == 0;
    }
}
