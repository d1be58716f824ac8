using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Sum, maximum and number of the records that have the measured field: what sums, means and maxima are made of. Takes no memory until a
/// record has it, since many templates lack a field that some panel wants.
/// </summary>
internal sealed class SumColumn : MeasureColumn
{
    private Cell[] _cells = [];
    private int _room = 8;

    public override long Bytes => base.Bytes + (_cells.Length * 24L);

    public override MeasureColumn Copy(MeasureColumn? spent)
    {
        var copy = (SumColumn)base.Copy(spent);
        copy._cells = (Cell[])_cells.Clone();
        return copy;
    }

    public override MeasureColumn CreateEmpty() => new SumColumn();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> slots, ReadOnlySpan<long> numbers)
    {
        if (_cells.Length == 0 && !HasAny(rows, numbers))
        {
            return;
        }

        Cell[] cells = Cells();
        for (int i = 0; i < rows.Length; i++)
        {
            long number = numbers[rows[i]];
            if (Has(number))
            {
                cells[slots[i]].Merge(new Cell(number, number, 1));
            }
        }
    }

    public override void Seal(int count)
    {
        _room = count;
        if (_cells.Length > 0)
        {
            Array.Resize(ref _cells, count);
        }
    }

    public override long Weight(int slot) => CellOf(slot).Count;

    public override void Weigh(Span<long> weights)
    {
        for (int slot = 0; slot < weights.Length; slot++)
        {
            weights[slot] = CellOf(slot).Count;
        }
    }

    public override void Rearrange(ReadOnlySpan<int> targets, int count, bool isDownward)
    {
        _room = Math.Max(_room, count);
        if (_cells.Length == 0)
        {
            return;
        }

        Cell[] cells = isDownward ? _cells : new Cell[count];
        for (int slot = 0; slot < targets.Length; slot++)
        {
            Cell moved = _cells[slot];
            _cells[slot] = default;
            cells[targets[slot]].Merge(moved);
        }

        _cells = cells;
    }

    /// <summary>The sum of a slot. Saturates instead of overflowing: a log can claim any length.</summary>
    public double Sum(int slot) => CellOf(slot).Sum;

    public long Max(int slot) => CellOf(slot).Max;

    public override bool HasAny(int slot, int count)
    {
        foreach (ref readonly Cell cell in _cells.AsSpan(Math.Min(slot, _cells.Length), _cells.Length == 0 ? 0 : count))
        {
            if (cell.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    public override void MergeSlots(int slot, MeasureColumn source, int sourceSlot, int count)
    {
        var sums = (SumColumn)source;
        if (sums._cells.Length == 0)
        {
            return;
        }

        ref Cell target = ref Cells()[slot];
        foreach (ref readonly Cell cell in sums._cells.AsSpan(sourceSlot, count))
        {
            target.Merge(cell);
        }
    }

    public override void MoveSlot(int from, int to)
    {
        if (_cells.Length > 0)
        {
            (_cells[to], _cells[from]) = (_cells[from], default);
        }
    }

    public override void EnsureSlots(int count)
    {
        _room = Math.Max(_room, count);
        if (_cells.Length > 0)
        {
            EnsureLength(ref _cells, count);
        }
    }

    public override void WriteSlot(BinaryWriter writer, int slot)
    {
        Cell cell = CellOf(slot);
        writer.Write7BitEncodedInt64(cell.Sum);
        writer.Write7BitEncodedInt64(cell.Max);
        writer.Write7BitEncodedInt64(cell.Count);
    }

    public override void ReadSlot(BinaryReader reader, int slot)
    {
        var cell = new Cell(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        if (cell.Count > 0)
        {
            Cells()[slot].Merge(cell);
        }
    }

    private static bool HasAny(ReadOnlySpan<int> rows, ReadOnlySpan<long> numbers)
    {
        foreach (int row in rows)
        {
            if (Has(numbers[row]))
            {
                return true;
            }
        }

        return false;
    }

    private Cell CellOf(int slot) => slot < _cells.Length ? _cells[slot] : default;

    private Cell[] Cells()
    {
        if (_cells.Length == 0)
        {
            _cells = new Cell[_room];
        }

        return _cells;
    }

    private record struct Cell(long Sum, long Max, long Count)
    {
        public void Merge(Cell other)
        {
            long sum = unchecked(Sum + other.Sum);
            Sum = sum < 0 ? long.MaxValue : sum;
            Max = Math.Max(Max, other.Max);
            Count += other.Count;
        }
    }
}
