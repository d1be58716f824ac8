namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Numbers as lengths and heights of block characters.</summary>
internal static class Bars
{
    private const char FullBlock = '\u2588';

    /// <summary>What a bucket without records looks like.</summary>
    public const char Nothing = '.';

    /// <summary>A bar of at most <paramref name="width"/> cells to an eighth of a cell; anything above zero shows.</summary>
    public static string Horizontal(double value, double largest, int width)
    {
        if (!(value > 0) || !(largest > 0) || width <= 0)
        {
            return "";
        }

        int eighths = Math.Clamp((int)Math.Round(value / largest * width * 8), 1, width * 8);
        string bar = new(FullBlock, eighths / 8);
        return eighths % 8 == 0 ? bar : bar + (char)(FullBlock + 8 - (eighths % 8));
    }

    /// <summary>A column per number, eight heights. Null is a gap.</summary>
    public static string Sparkline(ReadOnlySpan<double?> values)
    {
        double largest = 0;
        foreach (double? value in values)
        {
            largest = Math.Max(largest, value ?? 0);
        }

        var text = new char[values.Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = values[i] is > 0 and { } value
                ? (char)('\u2581' + Math.Clamp((int)Math.Ceiling(value / largest * 8) - 1, 0, 7))
                : Nothing;
        }

        return new string(text);
    }
}
