namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>
/// A table that fits: rows are never wrapped. Where the columns are too wide together, those that say the same in every row are said
/// once above the table, then the widest texts are cut, and as a last resort texts from the right are left out and named below it.
/// Numbers and the first column stay.
/// </summary>
internal sealed class TextTable(IReadOnlyList<TextColumn> columns)
{
    private const int Gap = 2;

    /// <summary>Lays the table out.</summary>
    /// <param name="width">The columns that it may take.</param>
    /// <param name="otherRow">Whether the last row stands for everything that has none of its own.</param>
    public IEnumerable<TextLine> Lines(int width, bool otherRow)
    {
        List<TextColumn> shown = [.. columns];
        List<TextColumn> constant = [];
        if (Total(shown, column => column.Natural) > width && !otherRow)
        {
            constant = shown.FindAll(column => column.IsConstant);
            if (constant.Count < shown.Count)
            {
                shown.RemoveAll(column => column.IsConstant);
            }
            else
            {
                constant = [];
            }
        }

        List<TextColumn> left = [];
        while (Total(shown, column => column.Least) > width && shown.FindLastIndex(CanGo(shown)) is var last && last >= 0)
        {
            left.Insert(0, shown[last]);
            shown.RemoveAt(last);
        }

        int[] widths = Widths(shown, width);
        if (constant.Count > 0)
        {
            yield return Caption("in every row: ", constant.Select(column => $"{column.Header} {column.Cells[0]}"), width);
        }

        yield return Row(shown, widths, column => column.Header, static (_, _) => Tone.Dim);
        int rows = columns.Count == 0 ? 0 : columns[0].Cells.Length;
        for (int row = 0; row < rows; row++)
        {
            bool isOther = otherRow && row == rows - 1;
            yield return Row(shown, widths, column => column.Cells[row], (column, cell) => isOther ? Tone.Dim : ToneOf(column, cell));
        }

        if (left.Count > 0)
        {
            yield return Caption("not shown: ", left.Select(column => column.Header.Text), width);
        }
    }

    /// <summary>A status is coloured by what it means.</summary>
    public static Tone ToneOf(SafeText header, SafeText cell) =>
        header.Text is not ("status" or "integrationStatus" or "authorizerStatus" or "wafStatus") || cell.Width != 3
            ? Tone.Plain
            : cell.Text[0] switch
            {
                '2' => Tone.Good,
                '4' => Tone.Warning,
                '5' => Tone.Bad,
                _ => Tone.Plain,
            };

    private static Tone ToneOf(TextColumn column, SafeText cell) => column.IsNumber ? Tone.Plain : ToneOf(column.Header, cell);

    private static Predicate<TextColumn> CanGo(List<TextColumn> shown) => column => column != shown[0] && !column.IsNumber;

    private static int Total(List<TextColumn> columns, Func<TextColumn, int> width) =>
        columns.Sum(width) + (Gap * Math.Max(0, columns.Count - 1));

    /// <summary>Natural widths, with the widest texts cut to one common width that makes all of them fit.</summary>
    private static int[] Widths(List<TextColumn> columns, int available)
    {
        int cap = columns.Count == 0 ? 0 : columns.Max(column => column.Natural);
        int Capped(TextColumn column) => Math.Max(Math.Min(column.Natural, cap), column.Least);
        while (cap > 1 && Total(columns, Capped) > available)
        {
            cap--;
        }

        int[] widths = [.. columns.Select(Capped)];
        int excess = widths.Sum() + (Gap * Math.Max(0, widths.Length - 1)) - available;
        if (excess > 0)
        {
            widths[0] = Math.Max(4, widths[0] - excess);
        }

        return widths;
    }

    private static TextLine Row(
        List<TextColumn> columns, int[] widths, Func<TextColumn, SafeText> cell, Func<TextColumn, SafeText, Tone> tone)
    {
        var line = new TextLine();
        for (int i = 0; i < columns.Count; i++)
        {
            SafeText text = cell(columns[i]);
            line.Add(SafeText.Spaces(i == 0 ? 0 : Gap)).Add(text.Pad(widths[i], columns[i].IsNumber), tone(columns[i], text));
        }

        return line;
    }

    private static TextLine Caption(string label, IEnumerable<string> parts, int width) =>
        TextLine.Of(SafeText.Of(label + string.Join(", ", parts)).Fit(width), Tone.Dim);
}
