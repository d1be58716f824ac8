namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>What a piece of text is meant to convey; a terminal turns it into a colour, a file ignores it.</summary>
internal enum Tone
{
    Plain,
    Dim,
    Heading,
    Title,
    Number,
    Bar,
    Good,
    Warning,
    Bad,
}
