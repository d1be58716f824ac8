using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Query;

/// <summary>The slots of a group in a column, one per minute.</summary>
/// <param name="Column">The column.</param>
/// <param name="Slot">The first slot.</param>
/// <param name="Start">The minute of the first slot.</param>
/// <param name="Count">How many slots there are.</param>
internal readonly record struct SlotRun(MeasureColumn Column, int Slot, long Start, int Count)
{
    /// <summary>The slot of a minute; -1 where it has none.</summary>
    public int SlotAt(long minute) => minute >= Start && minute < Start + Count ? Slot + (int)(minute - Start) : -1;

    /// <summary>The records of a minute.</summary>
    public long WeightAt(long minute) => SlotAt(minute) is >= 0 and var slot ? Column.Weight(slot) : 0;
}
