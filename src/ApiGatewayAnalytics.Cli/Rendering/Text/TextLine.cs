namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>One line of pieces with a tone each. Grows by chaining.</summary>
internal sealed class TextLine
{
    private readonly List<(SafeText Text, Tone Tone)> _pieces = [];

    public static TextLine Blank { get; } = new();

    public IReadOnlyList<(SafeText Text, Tone Tone)> Pieces => _pieces;

    public int Width { get; private set; }

    public static TextLine Of(SafeText text, Tone tone = Tone.Plain) => new TextLine().Add(text, tone);

    /// <summary>Words on as many lines as they need.</summary>
    public static IEnumerable<TextLine> Wrapped(string words, int width, Tone tone)
    {
        var line = new TextLine();
        foreach (string word in SafeText.Clean(words).Split(' '))
        {
            SafeText text = word;
            if (line.Width > 0 && line.Width + 1 + text.Width > width)
            {
                yield return line;
                line = new TextLine();
            }

            line.Add(line.Width > 0 ? " " : "", tone).Add(text.Fit(width), tone);
        }

        yield return line;
    }

    public TextLine Add(SafeText text, Tone tone = Tone.Plain)
    {
        if (text.Width > 0)
        {
            _pieces.Add((text, tone));
            Width += text.Width;
        }

        return this;
    }

    public TextLine Add(TextLine line)
    {
        foreach ((SafeText text, Tone tone) in line._pieces)
        {
            Add(text, tone);
        }

        return this;
    }

    /// <summary>Spaces up to a column.</summary>
    public TextLine To(int column) => Add(SafeText.Spaces(column - Width));
}
