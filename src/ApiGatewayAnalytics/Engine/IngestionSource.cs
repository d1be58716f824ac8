namespace ApiGatewayAnalytics;

/// <summary>What the host knows of bytes that it hands over. Immutable.</summary>
/// <param name="Name">What the source is called in positions and counts, mostly a path.</param>
public sealed record IngestionSource(string Name)
{
    /// <summary>The account of records that name none. Null, the default: that of the options.</summary>
    public string? Account { get; init; }

    /// <summary>The region of records that name none. Null, the default: that of the options.</summary>
    public string? Region { get; init; }
}
