using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>How datapoints are read. Immutable.</summary>
public sealed record MetricReaderOptions
{
    /// <summary>The defaults.</summary>
    public static MetricReaderOptions Default { get; } = new();

    /// <summary>The queries whose results <c>get-metric-data</c> gave. Default: none, and results have no dimensions.</summary>
    public MetricQueries Queries { get; init; } = MetricQueries.None;

    /// <summary>The account of datapoints that name none, such as results of <c>get-metric-data</c>. Default: null.</summary>
    public string? Account { get; init; }

    /// <summary>The region of datapoints that name none. Default: null.</summary>
    public string? Region { get; init; }

    /// <summary>The limits of one record and of decompression.</summary>
    public IngestionOptions Limits { get; init; } = IngestionOptions.Default;
}
