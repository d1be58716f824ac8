using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>What a log gives to the panels of one dashboard. Immutable.</summary>
public sealed record DashboardDiagnosis
{
    internal DashboardDiagnosis()
    {
    }

    /// <summary>The dashboard.</summary>
    public required DashboardDefinition Dashboard { get; init; }

    /// <summary>Its panels in order.</summary>
    public required ImmutableArray<PanelDiagnosis> Panels { get; init; }

    /// <summary>How many of its panels are in a state.</summary>
    /// <param name="feed">The state.</param>
    public int Count(PanelFeed feed) => Panels.Count(panel => panel.Feed == feed);
}
