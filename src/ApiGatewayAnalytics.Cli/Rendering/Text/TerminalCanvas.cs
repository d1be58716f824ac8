using Spectre.Console;
using Spectre.Console.Rendering;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Lines with colours, in whatever way the terminal understands them.</summary>
internal sealed class TerminalCanvas : ICanvas
{
    private readonly IAnsiConsole _console;

    public TerminalCanvas(TextWriter output, int width)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Out = new AnsiConsoleOutput(output),
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        _console.Profile.Width = width;
        Width = width;
    }

    public int Width { get; }

    public void Write(TextLine line) => _console.Write(new Pieces(line, Width));

    /// <summary>The darker half of the palette, which can be read on black and on white.</summary>
    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Dim => new Style(Color.Grey),
        Tone.Heading => new Style(Color.Teal, decoration: Decoration.Bold),
        Tone.Title => new Style(decoration: Decoration.Bold),
        Tone.Number => new Style(decoration: Decoration.Bold),
        Tone.Bar => new Style(Color.Teal),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        _ => Style.Plain,
    };

    /// <summary>Pieces as they are: already laid out, so nothing is wrapped and nothing is read as markup.</summary>
    private sealed class Pieces(TextLine line, int width) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(width, width);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            int left = width;
            foreach ((SafeText piece, Tone tone) in line.Pieces)
            {
                SafeText text = piece.Fit(left);
                left -= text.Width;
                if (text.Width > 0)
                {
                    yield return new Segment(text.Text, StyleOf(tone));
                }
            }

            yield return Segment.LineBreak;
        }
    }
}
