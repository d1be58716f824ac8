using System.Collections.Immutable;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>Reads what a panel measures from the slots of an answer.</summary>
internal sealed class GroupMeasure(GroupAnswer answer, Measure measure)
{
    /// <summary>The names of the columns that it fills.</summary>
    public static ImmutableArray<string> ColumnsOf(Measure measure) => measure.Kind switch
    {
        MeasureKind.Percentiles => ["count", .. measure.Percentiles.Select(percentile => $"p{percentile}")],
        MeasureKind.Count => ["count"],
        MeasureKind.Sum => ["sum"],
        MeasureKind.Mean => ["mean"],
        MeasureKind.Max => ["max"],
        _ => [],
    };

    /// <summary>The records of a group, those included that it may have had before it was admitted.</summary>
    public long CountOf(int group) => answer.State.Weight(0, group) + answer.Column.ErrorOf(group);

    /// <summary>The number that a group is ranked by.</summary>
    public double RankOf(int group) =>
        measure.Kind is MeasureKind.Count or MeasureKind.Percentiles ? CountOf(group) : ValueOf(SingleSlot(group));

    /// <summary>The cells of a row of an answer without steps. <paramref name="count"/> is the number of records to show.</summary>
    public IEnumerable<PanelValue> Cells(int group, long count)
    {
        if (measure.Kind == MeasureKind.Count)
        {
            return [PanelValue.Of(count)];
        }

        int slot = SingleSlot(group);
        if (measure.Kind != MeasureKind.Percentiles)
        {
            return [PanelValue.Of(answer.Column.Weight(slot) == 0 ? null : ValueOf(slot))];
        }

        Span<double> values = stackalloc double[measure.Percentiles.Length];
        ((PercentileColumn)answer.Column).Percentiles(slot, measure.Percentiles.AsSpan(), values);
        var cells = new List<PanelValue> { PanelValue.Of(count) };
        foreach (double value in values)
        {
            cells.Add(PanelValue.Of(value));
        }

        return cells;
    }

    /// <summary>The number of a slot that holds something.</summary>
    public double ValueOf(int slot) => measure.Kind switch
    {
        MeasureKind.Sum => ((SumColumn)answer.Column).Sum(slot),
        MeasureKind.Mean => ((SumColumn)answer.Column).Sum(slot) / answer.Column.Weight(slot),
        MeasureKind.Max => ((SumColumn)answer.Column).Max(slot),
        _ => answer.Column.Weight(slot),
    };

    private int SingleSlot(int group)
    {
        answer.State.Slots(group, out int slot, out _, out _);
        return slot;
    }
}
