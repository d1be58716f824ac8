using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>How CloudTrail events are read. Immutable.</summary>
public sealed record CloudTrailReaderOptions
{
    /// <summary>The service whose events count by default, which is that of REST, HTTP and WebSocket APIs alike.</summary>
    public const string ApiGateway = "apigateway.amazonaws.com";

    /// <summary>The defaults.</summary>
    public static CloudTrailReaderOptions Default { get; } = new();

    /// <summary>
    /// The services whose events count, an exact <c>eventSource</c> or a pattern with <c>*</c>, compared without case; events of others
    /// are skipped and counted as such. Default: <see cref="ApiGateway"/>.
    /// </summary>
    public string EventSource { get; init; } = ApiGateway;

    /// <summary>
    /// Whether a <see cref="CloudTrailReader"/> leaves out events whose <c>eventID</c> is among the newest 2,000,000 that it read, which
    /// takes up to 64 MB. An engine always does. Default: no.
    /// </summary>
    public bool LeavesOutDuplicates { get; init; }

    /// <summary>The account of events that name none, for a <see cref="CloudTrailReader"/>. Default: null.</summary>
    public string? Account { get; init; }

    /// <summary>The region of events that name none, for a <see cref="CloudTrailReader"/>. Default: null.</summary>
    public string? Region { get; init; }

    /// <summary>The limits of one record and of decompression, for a <see cref="CloudTrailReader"/>.</summary>
    public IngestionOptions Limits { get; init; } = IngestionOptions.Default;
}
