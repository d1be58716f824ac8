using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>The part of a table that is shown; the row of all others belongs to the last row before it. Immutable.</summary>
/// <param name="Skip">The rows before it.</param>
/// <param name="Rows">The most rows of it.</param>
internal readonly record struct TablePage(int Skip, int Rows)
{
    /// <summary>The panel with this part of its table, and the number of all rows where some are left out.</summary>
    public PanelData Of(PanelData panel)
    {
        if (panel is not RowsData { Rows: var table } whole)
        {
            return panel;
        }

        int total = table.Rows.Length - (table.OtherRow ? 1 : 0);
        if (Skip == 0 && total <= Rows)
        {
            return panel;
        }

        int first = Math.Min(Skip, total);
        int count = Math.Min(Rows, total - first);
        bool isLast = table.OtherRow && count > 0 && first + count == total;
        return whole with
        {
            Rows = table with { Rows = table.Rows.Slice(first, count + (isLast ? 1 : 0)), OtherRow = isLast, Total = total },
        };
    }
}
