using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// The first rows in an order (the newest, the slowest), per slice and step of time: the state behind tables of records. A slice is
/// an identity that can be filtered by; without slices there is one. Merging keeps the first rows of both. Not thread-safe.
/// </summary>
internal sealed class RowState(RowShape shape, StepAxis axis)
{
    public const int Unsliced = 0;

    private readonly Dictionary<(int Slice, int Step), RowList> _lists = [];
    private byte[]? _scratch;
    private (int Slice, int Step) _lastKey = (-1, -1);
    private RowList _last = new(shape);

    public StepAxis Axis { get; } = axis;

    public RowShape Shape { get; } = shape;

    public IEnumerable<KeyValuePair<(int Slice, int Step), RowList>> Lists => _lists;

    /// <summary>Room for one row that is encoded or read.</summary>
    private byte[] Row => _scratch ??= new byte[Shape.MaxLength];

    public long Bytes => (_scratch?.Length ?? 0) + _lists.Values.Sum(list => list.Bytes);

    /// <summary>Gives back memory that is only needed while rows are added.</summary>
    public void Seal()
    {
        _scratch = null;
        foreach (RowList list in _lists.Values)
        {
            list.Trim();
        }
    }

    /// <summary>Offers rows of a batch, the last one first: in a log that is ordered by time the newest records come last.</summary>
    public void Add(RecordBatch batch, ReadOnlySpan<int> rows, int[]? slices, ReadOnlySpan<int> steps)
    {
        if (slices is null && Axis.Count == 1 && TryReplace(batch, rows, ListOf(Unsliced, 0)))
        {
            return;
        }

        for (int i = rows.Length - 1; i >= 0; i--)
        {
            int row = rows[i];
            RowList list = ListOf(slices is null ? Unsliced : slices[row], steps[row]);
            long rank = Shape.RankOf(batch, row);
            if (list.Accepts(rank))
            {
                list.Offer(rank, Row.AsSpan(0, Shape.Encode(batch, row, Row)));
            }
        }
    }

    /// <summary>
    /// Replaces a whole list by the last rows of a batch, if there are enough of them and all come before any other row: so it is for the
    /// newest records of a log that is ordered by time, batch after batch.
    /// </summary>
    private bool TryReplace(RecordBatch batch, ReadOnlySpan<int> rows, RowList list)
    {
        if (rows.Length < Shape.Limit)
        {
            return false;
        }

        ReadOnlySpan<int> last = rows[^Shape.Limit..];
        long least = long.MaxValue;
        foreach (int row in last)
        {
            least = Math.Min(least, Shape.RankOf(batch, row));
        }

        foreach (int row in rows[..^Shape.Limit])
        {
            if (Shape.RankOf(batch, row) >= least)
            {
                return false;
            }
        }

        if (list.LargestRank >= least)
        {
            return false;
        }

        list.Clear();
        foreach (int row in last)
        {
            list.Append(Shape.RankOf(batch, row), Row.AsSpan(0, Shape.Encode(batch, row, Row)));
        }

        list.Order();
        return true;
    }

    /// <summary>Offers the rows of another state of the same shape.</summary>
    /// <param name="source">The other state; stays as it is.</param>
    /// <param name="slices">Translates slices; a negative result leaves the slice out.</param>
    /// <param name="fromMinute">Only steps that reach beyond this minute are taken.</param>
    /// <param name="toMinute">Only steps that start before this minute are taken.</param>
    public void MergeFrom(RowState source, Func<int, int> slices, long fromMinute = long.MinValue, long toMinute = long.MaxValue)
    {
        foreach (((int slice, int step), RowList list) in source._lists)
        {
            int target = slices(slice);
            if (target >= 0 && source.Axis.Overlaps(step, fromMinute, toMinute))
            {
                RowList into = ListOf(target, Axis.StepOf(source.Axis.StartOf(step)));
                for (int i = 0; i < list.Count; i++)
                {
                    into.Offer(list.RankAt(i), list.RowAt(i));
                }
            }
        }
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Axis.Start);
        writer.Write7BitEncodedInt(Axis.Width);
        writer.Write7BitEncodedInt(Axis.Count);
        writer.Write7BitEncodedInt(_lists.Count);
        foreach (((int slice, int step), RowList list) in _lists)
        {
            writer.Write7BitEncodedInt(slice);
            writer.Write7BitEncodedInt(step);
            writer.Write7BitEncodedInt(list.Count);
            for (int i = 0; i < list.Count; i++)
            {
                writer.Write(list.RankAt(i));
                writer.Write7BitEncodedInt(list.RowAt(i).Length);
                writer.Write(list.RowAt(i));
            }
        }
    }

    /// <exception cref="InvalidDataException">What was read cannot have been written.</exception>
    public static RowState ReadFrom(BinaryReader reader, RowShape shape, int sliceLimit)
    {
        var axis = new StepAxis(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        if (axis.Width <= 0 || axis.Count <= 0)
        {
            throw new InvalidDataException($"Rows have no axis of {axis.Count} steps of {axis.Width} minutes.");
        }

        var state = new RowState(shape, axis);
        for (int lists = reader.Read7BitEncodedInt(); lists > 0; lists--)
        {
            int slice = reader.Read7BitEncodedInt();
            int step = reader.Read7BitEncodedInt();
            if ((uint)slice >= (uint)sliceLimit || (uint)step >= (uint)axis.Count)
            {
                throw new InvalidDataException($"Rows have no slice {slice} in step {step}.");
            }

            RowList list = state.ListOf(slice, step);
            for (int rows = reader.Read7BitEncodedInt(); rows > 0; rows--)
            {
                long rank = reader.ReadInt64();
                int length = reader.Read7BitEncodedInt();
                if ((uint)length > (uint)state.Row.Length)
                {
                    throw new InvalidDataException($"A row of {length} bytes cannot be read.");
                }

                reader.BaseStream.ReadExactly(state.Row, 0, length);
                if (!shape.IsWellFormed(state.Row.AsSpan(0, length)))
                {
                    throw new InvalidDataException("A row does not consist of its columns.");
                }

                list.Offer(rank, state.Row.AsSpan(0, length));
            }
        }

        return state;
    }

    private RowList ListOf(int slice, int step)
    {
        if (_lastKey == (slice, step))
        {
            return _last;
        }

        if (!_lists.TryGetValue((slice, step), out RowList? list))
        {
            _lists.Add((slice, step), list = new RowList(Shape));
        }

        _lastKey = (slice, step);
        return _last = list;
    }
}
