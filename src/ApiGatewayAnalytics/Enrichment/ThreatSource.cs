namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// A file of threats, recognised by its content: a list with an address or network (CIDR) per line, CSV with a header, or a STIX 2.1
/// bundle. Immutable.
/// </summary>
/// <param name="Path">The file.</param>
public sealed record ThreatSource(string Path)
{
    /// <summary>The type of threats for which the file gives none. Default: null.</summary>
    public string? Type { get; init; }

    /// <summary>The actor of threats for which the file gives none. Default: null.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// The confidence of threats for which the file gives none. Default: <c>high</c>, because whoever names a list means it;
    /// null leaves it unknown, which panels of threats do not show.
    /// </summary>
    public string? Confidence { get; init; } = "high";
}
