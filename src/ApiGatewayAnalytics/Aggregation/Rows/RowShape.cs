using System.Buffers.Binary;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// What kept rows consist of and how they are ordered: by one number first, then by the columns from left to right. A row is
/// encoded as its columns in that order, each a length and the bytes, numbers as eight bytes that compare like the number.
/// Immutable.
/// </summary>
internal sealed class RowShape(int limit, RowColumn first, RowColumn[] columns)
{
    private const int LengthBytes = 2;
    private const ushort Null = ushort.MaxValue;

    private static readonly ulong s_maxTime = (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>How many rows are kept.</summary>
    public int Limit { get; } = limit;

    /// <summary>The number that rows are ordered by first.</summary>
    public RowColumn First { get; } = first;

    /// <summary>The columns in the order in which ties are broken.</summary>
    public RowColumn[] Columns { get; } = columns;

    /// <summary>The most bytes that a row takes.</summary>
    public int MaxLength => Columns.Length * (LengthBytes + KeyDictionary.MaxKeyLength);

    /// <summary>The number that ranks a row of a batch: the larger, the earlier it comes.</summary>
    public long RankOf(RecordBatch batch, int row)
    {
        long value = NumberOf(First, batch, row);
        return First.Descending ? value : -value;
    }

    /// <summary>Encodes a row of a batch; returns the bytes written.</summary>
    public int Encode(RecordBatch batch, int row, Span<byte> target)
    {
        int length = 0;
        Span<byte> digits = stackalloc byte[sizeof(long)];
        foreach (RowColumn column in Columns)
        {
            Span<byte> rest = target[length..];
            if (column.IsText)
            {
                length += Append(rest, KeyDictionary.Cut(batch.Text(column.Field, row)));
                continue;
            }

            long number = NumberOf(column, batch, row);
            BinaryPrimitives.WriteInt64BigEndian(digits, number);
            length += Append(rest, number == RecordBatch.AbsentNumber ? default : digits);
        }

        return length;
    }

    /// <summary>Whether row <paramref name="a"/> comes before, with or after row <paramref name="b"/> of the same rank.</summary>
    public int CompareTies(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        foreach (RowColumn column in Columns)
        {
            ReadOnlySpan<byte> left = Take(ref a, out bool leftIsNull);
            ReadOnlySpan<byte> right = Take(ref b, out bool rightIsNull);
            int order = leftIsNull || rightIsNull ? rightIsNull.CompareTo(leftIsNull) : left.SequenceCompareTo(right);
            if (order != 0)
            {
                return column.Descending ? -order : order;
            }
        }

        return 0;
    }

    /// <summary>Takes the next column from an encoded row.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> row, out bool isNull)
    {
        ushort length = BinaryPrimitives.ReadUInt16LittleEndian(row);
        isNull = length == Null;
        int end = LengthBytes + (isNull ? 0 : length);
        ReadOnlySpan<byte> column = row[LengthBytes..end];
        row = row[end..];
        return column;
    }

    /// <summary>Whether <paramref name="row"/> consists of exactly these columns.</summary>
    public bool IsWellFormed(ReadOnlySpan<byte> row)
    {
        foreach (RowColumn column in Columns)
        {
            if (row.Length < LengthBytes)
            {
                return false;
            }

            ushort length = BinaryPrimitives.ReadUInt16LittleEndian(row);
            if (length != Null && (length > row.Length - LengthBytes || (!column.IsText && length != sizeof(long))))
            {
                return false;
            }

            ReadOnlySpan<byte> value = Take(ref row, out bool isNull);
            if (column.Field == RowColumn.Time && (isNull || (ulong)BinaryPrimitives.ReadInt64BigEndian(value) > s_maxTime))
            {
                return false;
            }
        }

        return row.IsEmpty;
    }

    private static long NumberOf(RowColumn column, RecordBatch batch, int row) =>
        column.Field == RowColumn.Time ? batch.Times[row] : batch.Number(column.Field, row);

    private static int Append(Span<byte> target, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, value.IsEmpty ? Null : (ushort)value.Length);
        value.CopyTo(target[LengthBytes..]);
        return LengthBytes + value.Length;
    }
}
