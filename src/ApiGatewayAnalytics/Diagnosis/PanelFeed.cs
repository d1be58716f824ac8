namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>Whether a log can answer a panel. JSON spells it in kebab-case.</summary>
public enum PanelFeed
{
    /// <summary>All that it needs is logged.</summary>
    Fed,

    /// <summary>It answers, but columns or keys stay empty, or only some layouts feed it.</summary>
    Partly,

    /// <summary>It stays empty for want of a variable that the template could log.</summary>
    NotFed,

    /// <summary>It stays empty whatever the template says: APIs of this kind have no such variable.</summary>
    NotAvailable,

    /// <summary>It is computed from another source than access logs.</summary>
    OtherSource,
}
