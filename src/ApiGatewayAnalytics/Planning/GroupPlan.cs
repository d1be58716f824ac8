using System.Collections.Immutable;
using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Planning;

/// <summary>One state of groups: which rows, by which keys, what is measured. Panels share it where they ask the same.</summary>
internal sealed record GroupPlan
{
    /// <summary>The number of the selection.</summary>
    public required int Selection { get; init; }

    /// <summary>The keys.</summary>
    public required ImmutableArray<KeySource> Keys { get; init; }

    /// <summary>Which key decides most about the others: in access logs the path, which mostly belongs to one API.</summary>
    public required int LeadKey { get; init; }

    /// <summary>The measures.</summary>
    public required ImmutableArray<MeasurePlan> Measures { get; init; }

    /// <summary>Whether there can be many keys, so that it is kept at fine resolution for a short time only.</summary>
    public required bool IsWide { get; init; }

    /// <summary>
    /// Whether its groups are found apart from those of states with few keys: since together they would make many combinations, or since
    /// it takes only some of the rows.
    /// </summary>
    public bool IsApart { get; init; }

    /// <summary>Whether there are more keys than few but not many, as of routes: it is kept as long as what has few keys, but coarser.</summary>
    public bool IsMedium { get; init; }

    /// <summary>Minutes per step of the finest trend that a panel draws from it; a day where none does.</summary>
    public required int FinestInterval { get; init; }

    /// <summary>How many minutes back steps stay minutes, whatever retention says: for monitors and panels of two sources, which look at nothing else.</summary>
    public long MinutesKept { get; init; }

    public GroupState CreateState(StepAxis axis, int bound) =>
        new(Keys.Length, LeadKey, axis, bound, [.. Measures.Select(measure => measure.CreateColumn())]);
}
