using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Planning;

/// <summary>Where the answers to <see cref="HiddenPanels"/> are found. Immutable.</summary>
internal sealed record HiddenPlans
{
    /// <summary>All records by entity: which APIs and stages there are.</summary>
    public required PanelPlan Requests { get; init; }

    /// <summary>The signals: those of monitors first, in their order.</summary>
    public required ImmutableArray<SignalPlan> Signals { get; init; }

    /// <summary>How many of <see cref="Signals"/> belong to monitors.</summary>
    public required int MonitorCount { get; init; }

    /// <summary>The events that succeeded, by entity and name; null where nothing asks for changes.</summary>
    public PanelPlan? Changes { get; init; }
}
