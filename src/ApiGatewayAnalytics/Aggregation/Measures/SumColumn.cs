using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Sum, maximum and number of the records that have the measured field: what sums, means and maxima are made of.</summary>
internal sealed class SumColumn : MeasureColumn
{
    private Cell[] _cells = new Cell[8];

    public override long Bytes => base.Bytes + (_cells.Length * 24L);

    public override MeasureColumn Copy()
    {
        var copy = (SumColumn)base.Copy();
        copy._cells = (Cell[])_cells.Clone();
        return copy;
    }

    public override MeasureColumn CreateEmpty() => new SumColumn();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> slots, ReadOnlySpan<long> numbers)
    {
        Cell[] cells = _cells;
        for (int i = 0; i < rows.Length; i++)
        {
            long number = numbers[rows[i]];
            if (Has(number))
            {
                cells[slots[i]].Merge(new Cell(number, number, 1));
            }
        }
    }

    public override long Weight(int slot) => _cells[slot].Count;

    public override void Weigh(Span<long> weights)
    {
        for (int slot = 0; slot < weights.Length; slot++)
        {
            weights[slot] = _cells[slot].Count;
        }
    }

    public override void Rearrange(ReadOnlySpan<int> targets, int count, bool isDownward)
    {
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
    public double Sum(int slot) => _cells[slot].Sum;

    public long Max(int slot) => _cells[slot].Max;

    public override bool HasAny(int slot, int count)
    {
        foreach (ref readonly Cell cell in _cells.AsSpan(slot, count))
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
        ref Cell target = ref _cells[slot];
        foreach (ref readonly Cell cell in ((SumColumn)source)._cells.AsSpan(sourceSlot, count))
        {
            target.Merge(cell);
        }
    }

    public override void MoveSlot(int from, int to) => (_cells[to], _cells[from]) = (_cells[from], default);

    public override void EnsureSlots(int count) => EnsureLength(ref _cells, count);

    public override void WriteSlot(BinaryWriter writer, int slot)
    {
        Cell cell = _cells[slot];
        writer.Write7BitEncodedInt64(cell.Sum);
        writer.Write7BitEncodedInt64(cell.Max);
        writer.Write7BitEncodedInt64(cell.Count);
    }

    public override void ReadSlot(BinaryReader reader, int slot) =>
        _cells[slot].Merge(new Cell(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64()));

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
