namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>The outcome of an attempt to read one JSON object.</summary>
internal enum MetricReading
{
    /// <summary>It was read to its end.</summary>
    Done,

    /// <summary>The text ends before the object.</summary>
    Incomplete,

    /// <summary>It is not what the reader reads.</summary>
    Differs,
}
