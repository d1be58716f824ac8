namespace ApiGatewayAnalytics.Monitoring;

/// <summary>What a rule says of a window.</summary>
internal enum MonitorVerdict
{
    /// <summary>Only coarser steps are kept of it.</summary>
    Unknown,

    /// <summary>There is nothing in it to judge by.</summary>
    Empty,

    /// <summary>The condition does not hold.</summary>
    Calm,

    /// <summary>The condition holds.</summary>
    Fires,
}
