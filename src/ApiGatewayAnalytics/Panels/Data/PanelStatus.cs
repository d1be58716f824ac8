namespace ApiGatewayAnalytics.Panels;

/// <summary>Whether a panel could be answered. JSON spells it in kebab-case.</summary>
public enum PanelStatus
{
    /// <summary>It could.</summary>
    Ok,

    /// <summary>No record of the panel's source passes range and filters.</summary>
    NoData,

    /// <summary>Something that the panel needs is not configured; <see cref="PanelData.Reason"/> says what.</summary>
    NotConfigured,
}
