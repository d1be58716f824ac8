using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>How a panel is answered: from which state, and how its keys are found there. Immutable.</summary>
internal sealed record PanelPlan
{
    public required PanelDefinition Definition { get; init; }

    public required DashboardDefinition Dashboard { get; init; }

    /// <summary>Why it cannot be answered; null where it can.</summary>
    public string? NotConfigured { get; init; }

    /// <summary>The number of the state of groups or of rows.</summary>
    public int State { get; init; }

    /// <summary>The measure of the state; of groups only.</summary>
    public int Measure { get; init; }

    /// <summary>For each field that the panel groups by, where it is among the keys of the state.</summary>
    public ImmutableArray<PanelKey> Keys { get; init; } = [];

    /// <summary>What is asked of the keys of the state.</summary>
    public ImmutableArray<KeyTest> Tests { get; init; } = [];

    /// <summary>Whether the state has keys, besides the entity, that the panel does not group by.</summary>
    public bool DropsKeys { get; init; }

    /// <summary>The same for panels that are answered by the same groups of the same state, whatever they measure.</summary>
    public string GroupsKey => field ??= $"{State} {string.Join(' ', Keys)} {string.Join(' ', Tests)}";

    /// <summary>For each column of a panel of rows, its place in the encoded row.</summary>
    public ImmutableArray<int> RowColumns { get; init; } = [];
}
