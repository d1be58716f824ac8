using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>A bar per key, the longest for the largest number; of a pie also each key's share of the whole.</summary>
internal sealed class BarPanel : IPanelRenderer<RowsData>
{
    private const int LongestBar = 40;
    private const int ShortestBar = 4;
    private const int MostRows = 12;

    public static bool CanDraw(RowsData panel) =>
        panel.Chart is Chart.Bar or Chart.Pie && panel.Rows.Columns.Length > 1
        && panel.Rows.Rows.All(row => row[^1].Text is null && row[..^1].All(cell => cell.Number is null));

    public IEnumerable<TextLine> Lines(RowsData panel, int width, bool inFull)
    {
        var rows = panel.Rows.Rows;
        int shown = inFull ? rows.Length : Math.Min(rows.Length, MostRows);
        double largest = rows.Max(row => row[^1].Number ?? 0);
        double whole = rows.Sum(row => row[^1].Number ?? 0);
        bool counts = PanelText.IsCount(panel.Rows.Columns[^1]);
        string header = panel.Rows.Columns[0];
        SafeText[] labels = [.. rows.Take(shown).Select(row => PanelText.Key(row[..^1].Select(cell => cell.Text)))];
        SafeText[] numbers = [.. rows.Take(shown).Select(row => (SafeText)PanelText.Number(row[^1].Number, panel.Unit, panel.Exact || !counts))];
        SafeText[] shares = panel.Chart == Chart.Pie
            ? [.. rows.Take(shown).Select(row => (SafeText)NumberText.Share(row[^1].Number ?? 0, whole))]
            : [];

        int numberWidth = numbers.Max(number => number.Width);
        int shareWidth = shares.Length == 0 ? 0 : shares.Max(share => share.Width) + 2;
        int labelWidth = Math.Min(labels.Max(label => label.Width), Math.Max(4, Math.Max(width / 2, width - LongestBar - numberWidth - shareWidth - 4)));
        labelWidth = Math.Max(1, Math.Min(labelWidth, width - numberWidth - shareWidth - 2));
        int barWidth = Math.Min(LongestBar, width - labelWidth - numberWidth - shareWidth - 4);
        for (int i = 0; i < shown; i++)
        {
            bool other = panel.Rows.OtherRow && i == rows.Length - 1;
            Tone tone = other ? Tone.Dim : TextTable.ToneOf(header, labels[i]);
            var line = TextLine.Of(labels[i].Pad(labelWidth), tone)
                .Add(SafeText.Spaces(2)).Add(numbers[i].Pad(numberWidth, right: true), other ? Tone.Dim : Tone.Plain);
            if (shares.Length > 0)
            {
                line.Add(shares[i].Pad(shareWidth, right: true), Tone.Dim);
            }

            if (barWidth >= ShortestBar)
            {
                line.Add(SafeText.Spaces(2))
                    .Add(Bars.Horizontal(rows[i][^1].Number ?? 0, largest, barWidth), other ? Tone.Dim : tone == Tone.Plain ? Tone.Bar : tone);
            }

            yield return line;
        }

        if (shown < rows.Length)
        {
            yield return Footnotes.More(rows.Length - shown, "rows", panel.Id);
        }
    }
}
