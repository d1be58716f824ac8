using System.Buffers;
using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>The part of a table that is shown; the row of all others belongs to the last row before it. Immutable.</summary>
/// <param name="Skip">The rows before it.</param>
/// <param name="Rows">The most rows of it.</param>
internal readonly record struct TablePage(int Skip, int Rows)
{
    /// <summary>The most rows to ask for; null where rows before this part are needed too, to skip and to count them.</summary>
    public int? RowLimit => Skip == 0 ? Rows : null;

    /// <summary>The panel with this part of its table, and the number of all rows where some are left out.</summary>
    public PanelData Of(PanelData panel)
    {
        if (panel is not RowsData { Rows: var table } whole)
        {
            return panel;
        }

        Part part = PartOf(table.Rows.Length - (table.OtherRow ? 1 : 0), table.OtherRow);
        return part.Total is null ? panel : whole with
        {
            Rows = table with { Rows = table.Rows.Slice(part.First, part.Length), OtherRow = part.HasOther, Total = part.Total },
        };
    }

    /// <summary>The panel with this part of the rows that are selected, and the number of those where some of them are left out.</summary>
    public PanelData Of(PanelData panel, TableSelection selection)
    {
        if (panel is not RowsData { Rows: var table } whole)
        {
            return panel;
        }

        int all = table.Rows.Length - (table.OtherRow ? 1 : 0);
        int[] numbers = ArrayPool<int>.Shared.Rent(all);
        Part part = PartOf(selection.Select(table, numbers.AsSpan(0, all)), table.OtherRow && !selection.IsSearch);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<PanelValue>>(part.Length);
        foreach (int number in numbers.AsSpan(part.First, part.Count))
        {
            rows.Add(table.Rows[number]);
        }

        if (part.HasOther)
        {
            rows.Add(table.Rows[^1]);
        }

        ArrayPool<int>.Shared.Return(numbers);
        return whole with { Rows = table with { Rows = rows.MoveToImmutable(), OtherRow = part.HasOther, Total = part.Total } };
    }

    private Part PartOf(int rows, bool hasOther)
    {
        bool isWhole = Skip == 0 && rows <= Rows;
        int first = Math.Min(Skip, rows);
        int count = Math.Min(Rows, rows - first);
        return new Part(first, count, hasOther && first + count == rows && (isWhole || count > 0), isWhole ? null : rows);
    }

    /// <summary>Where this part lies among the rows.</summary>
    /// <param name="First">The first row of it.</param>
    /// <param name="Count">The rows of it.</param>
    /// <param name="HasOther">Whether the row of all others comes with it.</param>
    /// <param name="Total">The number of all rows; null where it is all of them.</param>
    private readonly record struct Part(int First, int Count, bool HasOther, int? Total)
    {
        /// <summary>The rows of it with that of all others.</summary>
        public int Length => Count + (HasOther ? 1 : 0);
    }
}
