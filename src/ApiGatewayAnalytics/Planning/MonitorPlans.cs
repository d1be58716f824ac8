using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Planning;

/// <summary>What all monitors are answered from. Immutable.</summary>
internal sealed record MonitorPlans
{
    /// <summary>
    /// Minutes that stay minutes beside the longest window: what is missed while nobody looks on is made up for as far back, and
    /// ages are counted from the end of an hour.
    /// </summary>
    public const int MinutesKeptBeside = 3 * Timeline.Clock.MinutesPerHour;

    /// <summary>All records by entity: which APIs and stages there are.</summary>
    public required PanelPlan Requests { get; init; }

    public required ImmutableArray<MonitorPlan> Monitors { get; init; }
}
