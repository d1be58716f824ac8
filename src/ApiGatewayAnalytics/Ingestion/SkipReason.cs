namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Why known input was left out on purpose. The JSON of an answer spells the reasons in kebab-case.</summary>
public enum SkipReason
{
    /// <summary>A CloudWatch Logs message that only probes the destination.</summary>
    ControlMessage,

    /// <summary>The marker file that CloudWatch Logs writes before an export.</summary>
    ExportMarker,

    /// <summary>A file that was read before, by its path or by its content.</summary>
    DuplicateFile,

    /// <summary>A datapoint of a CloudWatch namespace other than <c>AWS/ApiGateway</c>.</summary>
    OtherNamespace,

    /// <summary>A datapoint of a metric that API Gateway is not known to have.</summary>
    UnknownMetric,

    /// <summary>A datapoint of dimensions that are none of the documented sets.</summary>
    OtherDimensions,

    /// <summary>A statistic of a datapoint that no panel knows; the datapoint itself counts.</summary>
    UnknownStatistic,

    /// <summary>A datapoint that came after its minute was merged into longer steps.</summary>
    LateDatapoint,

    /// <summary>A datapoint of a further series, after a million of them.</summary>
    TooManySeries,

    /// <summary>A record of a source that no dashboard reads.</summary>
    OtherSource,

    /// <summary>A CloudTrail digest, which lists files and holds no events.</summary>
    Digest,

    /// <summary>A CloudTrail Insights event, which is about other events.</summary>
    Insight,

    /// <summary>A CloudTrail event of a service that was not asked for.</summary>
    OtherEventSource,
}
