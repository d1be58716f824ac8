namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Lines without any escape sequence, for files and pipes.</summary>
internal sealed class PlainCanvas(TextWriter output, int width) : ICanvas
{
    public int Width { get; } = width;

    public void Write(TextLine line)
    {
        int left = Width;
        int pending = 0;
        foreach ((SafeText piece, _) in line.Pieces)
        {
            SafeText text = piece.Fit(left);
            left -= text.Width;
            ReadOnlySpan<char> trimmed = text.Text.AsSpan().TrimEnd(' ');
            if (trimmed.Length > 0)
            {
                WriteSpaces(pending);
                output.Write(trimmed);
                pending = 0;
            }

            pending += text.Text.Length - trimmed.Length;
        }

        output.Write('\n');
    }

    private void WriteSpaces(int count)
    {
        for (; count > 0; count--)
        {
            output.Write(' ');
        }
    }
}
