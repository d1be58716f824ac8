using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Query;

/// <summary>What one panel measures of an answer's groups.</summary>
internal sealed class GroupMeasure
{
    private readonly Measure _measure;
    private readonly int _number;
    private readonly long[] _weights;

    public GroupMeasure(PanelPlan panel, GroupAnswer answer)
    {
        Answer = answer;
        _measure = panel.Definition.Measure;
        _number = panel.Measure;
        Column = answer.State.Measures[_number];
        _weights = answer.State.Weights(_number);
        IsExact = Column.Error == 0 && _weights[TupleTable.Other] == 0;
    }

    public GroupAnswer Answer { get; }

    public MeasureColumn Column { get; }

    /// <summary>Whether every group is there with its true count.</summary>
    public bool IsExact { get; }

    /// <summary>The groups that have records of this measure.</summary>
    public IEnumerable<int> Groups()
    {
        for (int group = 1; group < _weights.Length; group++)
        {
            if (_weights[group] > 0)
            {
                yield return group;
            }
        }
    }

    /// <summary>The records of all groups.</summary>
    public long Total()
    {
        long total = 0;
        foreach (long weight in _weights)
        {
            total += weight;
        }

        return total;
    }

    /// <summary>The records of a group, those included that it may have had before it was admitted.</summary>
    public long CountOf(int group) => _weights[group] + Column.ErrorOf(group);

    /// <summary>The number that a group is ranked by.</summary>
    public double RankOf(int group) =>
        _measure.Kind is MeasureKind.Count or MeasureKind.Percentiles ? CountOf(group) : ValueOf(Column, SlotOf(group));

    /// <summary>The cells of a group of an answer without steps. <paramref name="count"/> is the number of records to show.</summary>
    public PanelValue[] Cells(int group, long count) => Cells(Column, SlotOf(group), count);

    /// <summary>The cells of <c>(other)</c> and the groups that are not shown.</summary>
    public PanelValue[] OtherCells(IEnumerable<int> groups, long count) => Cells(Together(groups), 0, count);

    /// <summary>A column of <c>(other)</c> and the groups that are not shown, one slot per step.</summary>
    public MeasureColumn Together(IEnumerable<int> groups) => Answer.State.Together(_number, groups);

    /// <summary>The number of a slot that holds something.</summary>
    public double ValueOf(MeasureColumn column, int slot) => _measure.Kind switch
    {
        MeasureKind.Sum => ((SumColumn)column).Sum(slot),
        MeasureKind.Mean => ((SumColumn)column).Sum(slot) / column.Weight(slot),
        MeasureKind.Max => ((SumColumn)column).Max(slot),
        _ => column.Weight(slot),
    };

    private PanelValue[] Cells(MeasureColumn column, int slot, long count)
    {
        bool isEmpty = !column.HasAny(slot, 1);
        if (_measure.Kind == MeasureKind.Count)
        {
            return [PanelValue.Of(count)];
        }

        if (_measure.Kind != MeasureKind.Percentiles)
        {
            return [PanelValue.Of(isEmpty ? null : ValueOf(column, slot))];
        }

        Span<double> values = stackalloc double[_measure.Percentiles.Length];
        if (!isEmpty)
        {
            ((PercentileColumn)column).Percentiles(slot, _measure.Percentiles.AsSpan(), values);
        }

        var cells = new PanelValue[1 + values.Length];
        cells[0] = PanelValue.Of(count);
        for (int i = 0; i < values.Length; i++)
        {
            cells[1 + i] = PanelValue.Of(isEmpty ? null : values[i]);
        }

        return cells;
    }

    private int SlotOf(int group)
    {
        Answer.State.Slots(group, out int slot, out _, out _);
        return slot;
    }
}
