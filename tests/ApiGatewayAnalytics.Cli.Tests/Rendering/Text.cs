using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Tests.Support;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Tests.Rendering;

/// <summary>Renders panels as plain text.</summary>
internal static class Text
{
    public static string Of(Findings findings, int width = 100)
    {
        var output = new StringWriter();
        new TextRenderer(_ => null).Render(findings, new PlainCanvas(output, width));
        return output.ToString();
    }

    /// <summary>The lines of one panel, without the answer's header and the dashboard's heading.</summary>
    public static string[] LinesOf(PanelData panel, int width = 100, bool inFull = false)
    {
        string text = Of(PanelSamples.Findings(panel) with { InFull = inFull }, width);
        string[] lines = text.Split('\n');
        int heading = Array.FindIndex(lines, line => line.StartsWith('\u2500'));
        return [.. lines[(heading + 2)..].Where(line => line.Length > 0).Select(line => line.Length > 1 ? line[2..] : line)];
    }
}
