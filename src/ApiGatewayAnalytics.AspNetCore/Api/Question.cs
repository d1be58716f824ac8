namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>What was asked, with every default filled in. Immutable.</summary>
/// <param name="Query">Range, filters and resolution; from and to are set except of files that are asked for everything.</param>
/// <param name="Page">The part of tables that is shown.</param>
internal sealed record Question(PanelQuery Query, TablePage Page);
