using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Draws the data of panels of one kind, without their title.</summary>
/// <typeparam name="T">The kind of data.</typeparam>
internal interface IPanelRenderer<in T>
    where T : PanelData
{
    /// <summary>The lines, none wider than <paramref name="width"/>.</summary>
    /// <param name="panel">Data with status ok.</param>
    /// <param name="width">The columns that they may take.</param>
    /// <param name="inFull">Whether nothing may be left out to keep the whole answer short.</param>
    IEnumerable<TextLine> Lines(T panel, int width, bool inFull);
}
