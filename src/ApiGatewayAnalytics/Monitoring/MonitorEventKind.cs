namespace ApiGatewayAnalytics.Monitoring;

/// <summary>What happened to an alert. JSON spells it in kebab-case.</summary>
public enum MonitorEventKind
{
    /// <summary>It began: the condition holds.</summary>
    Firing,

    /// <summary>It ended: the condition ceased to hold.</summary>
    Resolved,

    /// <summary>It ended because there is nothing to judge by any more: three empty windows, or a week without a record.</summary>
    NoData,
}
