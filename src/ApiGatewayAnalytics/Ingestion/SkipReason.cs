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

    /// <summary>A record of a source that no dashboard reads.</summary>
    OtherSource,

    /// <summary>A CloudTrail digest, which lists files and holds no events.</summary>
    Digest,

    /// <summary>A CloudTrail Insights event, which is about other events.</summary>
    Insight,

    /// <summary>A CloudTrail event of a service that was not asked for.</summary>
    OtherEventSource,
}
