namespace ApiGatewayAnalytics.Timeline;

/// <summary>The parts of a series, in the order of its tuple; texts first, numbered as the columns of a batch.</summary>
internal enum MetricPart
{
    Account,
    Region,
    ApiId,
    Stage,
    ApiName,
    Resource,
    Method,
    Route,
    Metric,
    Scope,

    /// <summary>How many there are.</summary>
    Count,
}
