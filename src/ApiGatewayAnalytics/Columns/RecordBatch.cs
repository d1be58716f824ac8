using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Columns;

/// <summary>
/// Up to <see cref="Capacity"/> records of one source as columns over one byte buffer: the seam between readers, which fill
/// rows, and aggregation, which reads columns. A text value is an offset and a length into <see cref="Buffer"/>, or into a
/// side buffer for values that do not stand in the input as they are (decoded escapes, an account known from an envelope).
/// Only captured fields have columns. Everything dies at the next <see cref="Clear"/>. Not thread-safe; one owner.
/// </summary>
internal sealed class RecordBatch
{
    public const int Capacity = 512;

    /// <summary>The value of an absent number or status. Every present value is at least zero.</summary>
    public const long AbsentNumber = -1;

    /// <summary>A cell without a value: as a number it is <see cref="AbsentNumber"/>, as a text its length is negative.</summary>
    private const long Blank = -1;

    private readonly long[]?[] _columns;
    private readonly bool[] _isText;
    private readonly int[] _textFields;
    private readonly int[] _numberFields;
    private byte[] _side = new byte[4096];
    private int _sideLength;
    private int _sideCommitted;
    private bool _isBegun;

    public RecordBatch(FieldSet captured)
    {
        Captured = captured;
        _columns = new long[captured.Schema.Count][];
        _isText = [.. captured.Schema.Fields.Select(field => field.Kind == FieldKind.Text)];
        foreach (int field in captured.Members())
        {
            _columns[field] = new long[Capacity];
            _columns[field].AsSpan().Fill(Blank);
        }

        _textFields = [.. captured.Members().Where(field => _isText[field])];
        _numberFields = [.. captured.Members().Where(field => !_isText[field])];
    }

    public FieldSet Captured { get; }

    /// <summary>A batch without columns.</summary>
    public static RecordBatch OfNothing(RecordSchema schema) => new(new FieldSet(schema));

    /// <summary>
    /// What the rows' offsets point into. Its content from the first row's record to the last one's must stay where it is
    /// until the batch has been consumed and cleared.
    /// </summary>
    public byte[] Buffer { get; set; } = [];

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <summary>Milliseconds since 1970-01-01T00:00Z of each row.</summary>
    public long[] Times { get; } = new long[Capacity];

    /// <summary>
    /// Makes row <see cref="Count"/> blank, which it is unless it was begun before. It becomes part of the batch with
    /// <see cref="Commit"/>.
    /// </summary>
    public void BeginRow()
    {
        _sideLength = _sideCommitted;
        if (_isBegun)
        {
            foreach (long[]? column in _columns)
            {
                if (column is not null)
                {
                    column[Count] = Blank;
                }
            }
        }

        _isBegun = true;
    }

    /// <summary>Makes the row begun last part of the batch.</summary>
    public void Commit(long time)
    {
        Times[Count] = time;
        Count++;
        _isBegun = false;
        _sideCommitted = _sideLength;
    }

    /// <summary>Adds a copy of a row of another batch; fields that it did not capture are absent.</summary>
    public void AddCopy(RecordBatch source, int row)
    {
        BeginRow();
        foreach (int field in _textFields)
        {
            if (source.Holds(field, Captured.Schema) && !source.IsMissingText(field, row))
            {
                SetTextCopy(field, source.Text(field, row));
            }
        }

        foreach (int field in _numberFields)
        {
            if (source.Holds(field, Captured.Schema))
            {
                SetNumber(field, source.Number(field, row));
            }
        }

        Commit(source.Times[row]);
    }

    /// <summary>
    /// Replaces all rows by those of another batch with the same captured fields. Texts of its buffer are not copied: both point
    /// into it afterwards.
    /// </summary>
    public void CopyFrom(RecordBatch source)
    {
        int count = source.Count;
        for (int field = 0; field < _columns.Length; field++)
        {
            if (_columns[field] is { } column)
            {
                source._columns[field].AsSpan(0, count).CopyTo(column);
                column.AsSpan(count, Math.Max(Count - count, 0)).Fill(Blank);
            }
        }

        source.Times.AsSpan(0, count).CopyTo(Times);
        _sideLength = 0;
        source._side.AsSpan(0, source._sideCommitted).CopyTo(ReserveSide(source._sideCommitted));
        _sideLength = _sideCommitted = source._sideCommitted;
        Buffer = source.Buffer;
        Count = count;
    }

    public void Clear()
    {
        int used = _isBegun ? Count + 1 : Count;
        foreach (long[]? column in _columns)
        {
            column.AsSpan(0, column is null ? 0 : used).Fill(Blank);
        }

        Count = 0;
        _isBegun = false;
        _sideLength = 0;
        _sideCommitted = 0;
    }

    /// <summary>Sets a captured text field of the row begun last to bytes of <see cref="Buffer"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetText(int field, int offset, int length) => _columns[field]![Count] = TextCell(offset, length);

    /// <summary>Sets a captured text field of the row begun last to a copy of <paramref name="text"/>.</summary>
    public void SetTextCopy(int field, ReadOnlySpan<byte> text)
    {
        text.CopyTo(ReserveSide(text.Length));
        CommitSide(field, text.Length);
    }

    /// <summary>
    /// Room for a value of up to <paramref name="length"/> bytes in the side buffer, valid until the next call of a member
    /// that writes there; <see cref="CommitSide"/> makes what was written a value.
    /// </summary>
    public Span<byte> ReserveSide(int length)
    {
        if (_side.Length - _sideLength < length)
        {
            Array.Resize(ref _side, Math.Max(_side.Length * 2, _sideLength + length));
        }

        return _side.AsSpan(_sideLength, length);
    }

    /// <summary>Sets a captured text field of the row begun last to the first bytes of the span reserved last.</summary>
    public void CommitSide(int field, int length) => _columns[field]![Count] = StoreSide(length);

    /// <summary>The cell of the first bytes of the span reserved last, which stay there as long as the row begun last.</summary>
    public long StoreSide(int length)
    {
        long cell = TextCell(~_sideLength, length);
        _sideLength += length;
        return cell;
    }

    /// <summary>The bytes of a cell of a text that is there.</summary>
    public ReadOnlySpan<byte> TextOf(long cell) =>
        (int)cell >= 0 ? Buffer.AsSpan((int)cell, LengthOf(cell)) : _side.AsSpan(~(int)cell, LengthOf(cell));

    /// <summary>The cell of a text without its first bytes.</summary>
    public static long CellFrom(long cell, int first)
    {
        int offset = (int)cell;
        return TextCell(offset >= 0 ? offset + first : ~(~offset + first), LengthOf(cell) - first);
    }

    /// <summary>Keeps a text beside the rows, which may be complete; returns the cell that refers to it.</summary>
    public long KeepText(ReadOnlySpan<byte> text)
    {
        text.CopyTo(ReserveSide(text.Length));
        return KeepSide(text.Length);
    }

    /// <summary>Keeps the first bytes of the span reserved last beside the rows; returns the cell that refers to them.</summary>
    public long KeepSide(int length)
    {
        long cell = TextCell(~_sideLength, length);
        _sideLength += length;
        _sideCommitted = _sideLength;
        return cell;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNumber(int field, long value) => _columns[field]![Count] = value;

    /// <summary>Whether a captured field has a value: of text, at least one byte.</summary>
    public bool IsPresent(int field, int row)
    {
        long cell = _columns[field]![row];
        return _isText[field] ? LengthOf(cell) > 0 : cell != AbsentNumber;
    }

    /// <summary>Whether a captured text field is missing, null or <c>-</c>; an empty text is not.</summary>
    public bool IsMissingText(int field, int row) => _columns[field]![row] == Blank;

    /// <summary>The bytes of a captured text field; empty where it is absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(int field, int row) => Texts(field)[row];

    /// <summary>The column of a captured text field, for loops over its rows.</summary>
    public TextColumn Texts(int field) => new(_columns[field], Buffer, _side);

    /// <summary>The column of a captured number or status field, <see cref="AbsentNumber"/> where it is absent.</summary>
    public long[] Numbers(int field) => _columns[field]!;

    /// <summary>The number of a captured field of a row, the row begun last included.</summary>
    public long Number(int field, int row) => _columns[field]![row];

    /// <summary>
    /// The cells of a captured field, for who fills many: numbers, or texts as <see cref="TextCell"/>. Row <see cref="Count"/>
    /// may be written between <see cref="BeginRow"/> and <see cref="Commit"/>.
    /// </summary>
    public long[] Cells(int field) => _columns[field]!;

    /// <summary>The cell of a text that stands at a not negative <paramref name="offset"/> of <see cref="Buffer"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TextCell(int offset, int length) => ((long)length << 32) | (uint)offset;

    /// <summary>The length of a text; negative where it is absent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOf(long cell) => (int)(cell >> 32);

    /// <summary>Whether a field of another schema is the same here, and captured.</summary>
    private bool Holds(int field, RecordSchema schema) =>
        field < Captured.Schema.Count && Captured[field] && Captured.Schema.Fields[field] == schema.Fields[field];
}
