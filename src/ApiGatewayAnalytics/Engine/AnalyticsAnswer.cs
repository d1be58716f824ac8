using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>A whole answer: what was read, and the data of dashboards. Immutable. <see cref="AnalyticsJsonContext"/> writes its JSON.</summary>
public sealed record AnalyticsAnswer
{
    /// <summary>When it was computed.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The range that was asked for, in whole minutes.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The filters that were applied, while reading or when queried, by field.</summary>
    public required ImmutableSortedDictionary<string, string> Filters { get; init; }

    /// <summary>What became of everything that was read.</summary>
    public required IngestionReport Ingestion { get; init; }

    /// <summary>What the monitors would have said; null where that was not asked for.</summary>
    public MonitorTimeline? Monitors { get; init; }

    /// <summary>The dashboards.</summary>
    public required ImmutableArray<DashboardData> Dashboards { get; init; }
}
