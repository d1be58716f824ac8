namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>What a name in the JSON of a datapoint stands before.</summary>
internal enum MetricNameKind
{
    /// <summary>Nothing that is known, so that the whole datapoint is for the other reader.</summary>
    Unknown,

    /// <summary>A text that nobody asks for.</summary>
    OtherText,

    /// <summary>The text of a field.</summary>
    Text,
    Namespace,
    Metric,
    Dimensions,
    Time,
    Statistics,
    Sum,
    Minimum,
    Maximum,
    SampleCount,
    Percentile,

    /// <summary>A statistic that is counted only.</summary>
    OtherStatistic,
}
