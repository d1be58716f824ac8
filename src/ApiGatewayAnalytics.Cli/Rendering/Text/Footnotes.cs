using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>The dim lines under a panel: what is left out, and how far numbers can be off.</summary>
internal static class Footnotes
{
    /// <summary>Says that there is more, and how to see it.</summary>
    public static TextLine More(int count, string what, string panelId) =>
        TextLine.Of($"{NumberText.Of(count)} more {what}: --panel {panelId}", Tone.Dim);

    /// <summary>What a reader must know to trust the numbers; nothing where they are exact.</summary>
    public static IEnumerable<TextLine> Of(PanelData panel, int width) =>
        Notes(panel).SelectMany(note => TextLine.Wrapped(note, width, Tone.Dim));

    private static IEnumerable<string> Notes(PanelData panel)
    {
        bool otherRow = panel is RowsData { Rows.OtherRow: true } or SeriesData { Series.Series: [.., { Other: true }] };
        if (otherRow)
        {
            yield return "(other), the last row, is everything without a row of its own";
        }

        if (!panel.Exact)
        {
            string most = panel.MaxError is { } error ? $"up to {NumberText.Of(error)} too high" : "too high";
            string rest = panel.OtherCount is > 0 and { } other ? $"; {NumberText.Of(other)} are counted under no key shown" : "";
            yield return $"~ can be {most}: more different keys than memory allows{rest}";
        }

        if (panel.RelativeError is > 0 and { } relative)
        {
            yield return $"percentiles are within {NumberText.Of(relative * 100)} %";
        }
    }
}
