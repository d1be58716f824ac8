using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>The part of a table that is shown. Immutable.</summary>
/// <param name="Skip">The rows before it.</param>
/// <param name="Rows">The most rows of it.</param>
internal readonly record struct TablePage(int Skip, int Rows)
{
    /// <summary>The panel with this part of its table, and the number of all rows where some are left out.</summary>
    public PanelData Of(PanelData panel)
    {
        if (panel is not RowsData { Rows: var table } whole || (Skip == 0 && table.Rows.Length <= Rows))
        {
            return panel;
        }

        int first = Math.Min(Skip, table.Rows.Length);
        int count = Math.Min(Rows, table.Rows.Length - first);
        return whole with
        {
            Rows = table with
            {
                Rows = table.Rows.Slice(first, count),
                OtherRow = table.OtherRow && count > 0 && first + count == table.Rows.Length,
                Total = table.Rows.Length,
            },
        };
    }
}
