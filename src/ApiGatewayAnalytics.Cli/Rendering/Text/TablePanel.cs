using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Rows and columns: tables, and the charts that need colours or a map to be more than that.</summary>
internal sealed class TablePanel : IPanelRenderer<RowsData>
{
    private const int MostRows = 10;

    public IEnumerable<TextLine> Lines(RowsData panel, int width, bool inFull)
    {
        ImmutableArray<ImmutableArray<PanelValue>> rows = panel.Rows.Rows;
        bool otherRow = panel.Rows.OtherRow && rows.Length > 0;
        int left = inFull ? 0 : rows.Length - MostRows - (otherRow ? 1 : 0);
        if (left > 0)
        {
            rows = otherRow ? [.. rows.Take(MostRows), rows[^1]] : [.. rows.Take(MostRows)];
        }

        var columns = new TextColumn[panel.Rows.Columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Column(panel, rows, i);
        }

        IEnumerable<TextLine> lines = new TextTable(columns, otherRow).Lines(width);
        return left > 0 ? lines.Append(Footnotes.More(left, "rows", panel.Id)) : lines;
    }

    private static TextColumn Column(RowsData panel, ImmutableArray<ImmutableArray<PanelValue>> rows, int index)
    {
        string name = panel.Rows.Columns[index];
        bool isNumber = rows.Any(row => row[index].Number is not null)
            && rows.All(row => row[index].Text is null or "(other)");
        if (name == "max" && panel.Unit == PanelText.SecondsSince1970)
        {
            return new TextColumn("last", isNumber: false, [.. rows.Select(row => SafeText.Of(PanelText.Moment(row[index])))], isWhole: true);
        }

        string header = name is "mean" or "max" or "sum" && panel.Unit != "count" ? $"{name} {panel.Unit}" : name;
        return new TextColumn(
            header, isNumber, [.. rows.Select(row => SafeText.Of(PanelText.Cell(name, row[index], panel.Exact)))], isWhole: name == "time");
    }
}
