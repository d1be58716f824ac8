namespace ApiGatewayAnalytics.Monitoring;

/// <summary>What a monitor computes of the records of its window.</summary>
public enum MonitorSignalKind
{
    /// <summary>How many there are.</summary>
    Count,

    /// <summary>How many there are, in percent of others.</summary>
    Rate,

    /// <summary>A nearest-rank percentile of a field.</summary>
    Percentile,
}
