namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>
/// A table that fits: rows are never wrapped. Where the columns are too wide together, those that say the same in every row are said
/// once above the table, then the widest texts are cut; what would become too narrow to read is left out and named below, the column
/// with the fewest different values first. Numbers and one column of text stay.
/// </summary>
/// <param name="columns">The columns, all of one height.</param>
/// <param name="otherRow">Whether the last row stands for everything that has none of its own.</param>
internal sealed class TextTable(IReadOnlyList<TextColumn> columns, bool otherRow = false)
{
    private const int Gap = 2;
    private const int WidestConstant = 80;

    private readonly int _rows = columns.Count == 0 ? 0 : columns[0].Cells.Length;

    /// <summary>Lays the table out in at most <paramref name="width"/> columns.</summary>
    public IEnumerable<TextLine> Lines(int width)
    {
        List<TextColumn> shown = [.. columns];
        List<TextColumn> constant = [];
        if (Total(shown, column => column.Natural) > width)
        {
            constant = shown.FindAll(IsConstant);
            if (constant.Count < shown.Count)
            {
                shown.RemoveAll(constant.Contains);
            }
            else
            {
                constant = [];
            }
        }

        var left = new List<TextColumn>();
        while (Total(shown, column => column.Least) > width && LeastTelling(shown) is { } column)
        {
            left.Add(column);
            shown.Remove(column);
        }

        int[] widths = Widths(shown, width);
        if (constant.Count > 0)
        {
            string values = string.Join(", ", constant.Select(column => $"{column.Header} {column.Cells[0].Fit(WidestConstant)}"));
            foreach (TextLine line in TextLine.Wrapped($"in every row: {values}", width, Tone.Dim))
            {
                yield return line;
            }
        }

        yield return Row(shown, widths, column => column.Header, static (_, _) => Tone.Dim);
        for (int row = 0; row < _rows; row++)
        {
            bool isOther = otherRow && row == _rows - 1;
            yield return Row(shown, widths, column => column.Cells[row], (column, cell) => isOther ? Tone.Dim : ToneOf(column, cell));
        }

        if (left.Count > 0)
        {
            string names = string.Join(", ", columns.Where(left.Contains).Select(column => column.Header));
            foreach (TextLine line in TextLine.Wrapped($"not shown: {names}", width, Tone.Dim))
            {
                yield return line;
            }
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

    /// <summary>The rows that have a key.</summary>
    private ReadOnlySpan<SafeText> OwnCells(TextColumn column) => column.Cells.AsSpan(0, otherRow ? _rows - 1 : _rows);

    private bool IsConstant(TextColumn column)
    {
        ReadOnlySpan<SafeText> cells = OwnCells(column);
        return !column.IsNumber && cells.Length > 1 && !cells[1..].ContainsAnyExcept(cells[0]);
    }

    /// <summary>The text with the fewest different values, of equals the last; null where only one is left.</summary>
    private TextColumn? LeastTelling(List<TextColumn> shown)
    {
        List<TextColumn> texts = shown.FindAll(column => !column.IsNumber);
        texts.Reverse();
        return texts.Count < 2 ? null : texts.MinBy(column => new HashSet<SafeText>(OwnCells(column).ToArray()).Count);
    }

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
}
