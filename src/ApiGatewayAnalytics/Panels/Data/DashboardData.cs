using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Panels;

/// <summary>The data of all panels of one dashboard.</summary>
public sealed record DashboardData
{
    /// <summary>The identifier of the dashboard.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its panels in order.</summary>
    public required ImmutableArray<PanelData> Panels { get; init; }
}
