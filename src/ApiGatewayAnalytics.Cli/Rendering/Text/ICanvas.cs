namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Where lines of text go.</summary>
internal interface ICanvas
{
    /// <summary>The columns of a line; what goes beyond is cut.</summary>
    int Width { get; }

    void Write(TextLine line);
}
