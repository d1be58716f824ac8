using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Panels;

/// <summary>Panels that are looked at together, with the filters that apply to all of them. Immutable.</summary>
public sealed record DashboardDefinition
{
    /// <summary>The stable identifier in kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>The title that people see.</summary>
    public required string Title { get; init; }

    /// <summary>The telemetry that all its panels read. Default: access logs.</summary>
    public RecordSource Source { get; init; } = RecordSource.AccessLog;

    /// <summary>The fields of the identity that it can be filtered by. Default: account, region, apiName, apiId, stage.</summary>
    public ImmutableArray<Field> Filters { get; init; } = Identity.Fields;

    /// <summary>The panels in the order in which they are shown.</summary>
    public required ImmutableArray<PanelDefinition> Panels { get; init; }
}
