using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// What all panels together need, compiled once: the fields to capture, the rows to select, the states to keep, and for each panel
/// where its answer is found. States are identified by what they hold, not by a panel. Immutable.
/// </summary>
internal sealed record AggregationPlan
{
    /// <summary>The number of the selection of all rows.</summary>
    public const int AllRows = 0;

    public required RecordSchema Schema { get; init; }

    /// <summary>The fields that something needs.</summary>
    public required FieldSet Captured { get; init; }

    /// <summary>The fields of account, region, API and stage, in the order of an entity's tuple.</summary>
    public required ImmutableArray<int> EntityFields { get; init; }

    public required ImmutableArray<Selection> Selections { get; init; }

    public required ImmutableArray<GroupPlan> Groups { get; init; }

    public required ImmutableArray<RowPlan> Rows { get; init; }

    /// <summary>Whether every state is kept by entity, so that any question can be filtered by it.</summary>
    public required bool IsSliced { get; init; }

    /// <summary>Minutes that a segment covers while it is being written.</summary>
    public required int SegmentMinutes { get; init; }

    public required ImmutableArray<DashboardDefinition> Dashboards { get; init; }

    public required IReadOnlyDictionary<string, PanelPlan> Panels { get; init; }

    /// <summary>The count of all records, which tells a panel without matches from one without data.</summary>
    public required PanelPlan Total { get; init; }

    /// <summary>The states that panels of metrics are derived from; null where none is.</summary>
    public LogMetricStates? LogMetrics { get; init; }
    /// <summary>What monitors and panels of two sources are answered from; null where there are none.</summary>
    public HiddenPlans? Hidden { get; init; }

    /// <summary>What states saved under this plan hold, in words; states merge only under the same one.</summary>
    public required string Signature { get; init; }
}
