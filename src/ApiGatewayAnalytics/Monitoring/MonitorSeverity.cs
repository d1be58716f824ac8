namespace ApiGatewayAnalytics.Monitoring;

/// <summary>How much attention an alert deserves.</summary>
public enum MonitorSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>To be looked at.</summary>
    Warning,

    /// <summary>To be looked at now.</summary>
    Critical,
}
