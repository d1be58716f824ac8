namespace ApiGatewayAnalytics.Monitoring;

/// <summary>How the value of a monitor compares with its threshold while it fires.</summary>
public enum MonitorComparison
{
    /// <summary>The value is the threshold or more.</summary>
    AtLeast,

    /// <summary>The value is more than the threshold.</summary>
    Above,

    /// <summary>The value is the threshold or less.</summary>
    AtMost,

    /// <summary>The value is less than the threshold.</summary>
    Below,
}
