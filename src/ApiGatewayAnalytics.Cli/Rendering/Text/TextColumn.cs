namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>One column of a table: a header and a cell per row.</summary>
internal sealed class TextColumn
{
    /// <summary>A text column is not made narrower than this, unless it is narrower by itself.</summary>
    private const int Readable = 16;

    /// <summary>A number's column may be wider than its numbers for the sake of its header, up to this.</summary>
    private const int NumberHeader = 10;

    /// <param name="header">What stands above it.</param>
    /// <param name="isNumber">Whether it is aligned to the right, and neither cut nor left out.</param>
    /// <param name="cells">A cell per row.</param>
    /// <param name="isWhole">Whether its texts are useless when cut, as identifiers are.</param>
    public TextColumn(string header, bool isNumber, SafeText[] cells, bool isWhole = false)
    {
        (Header, IsNumber, Cells) = (header, isNumber, cells);
        int widest = cells.Length == 0 ? 0 : cells.Max(cell => cell.Width);
        Natural = Math.Max(widest, Header.Width);
        Least = isWhole ? Natural : isNumber ? Math.Max(widest, Math.Min(Header.Width, NumberHeader)) : Math.Min(Natural, Readable);
    }

    public SafeText Header { get; }

    public bool IsNumber { get; }

    public SafeText[] Cells { get; }

    /// <summary>The width at which nothing is cut.</summary>
    public int Natural { get; }

    /// <summary>The width below which it is better left out.</summary>
    public int Least { get; }
}
