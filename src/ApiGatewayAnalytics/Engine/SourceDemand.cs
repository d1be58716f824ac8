using System.Collections.Immutable;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>What an engine is asked, as far as its sources have to know: what is to be kept of their records, and which of them count. Immutable.</summary>
internal sealed class SourceDemand
{
    /// <param name="options">Options without mistakes.</param>
    /// <param name="names">The names of APIs.</param>
    public SourceDemand(AnalyticsOptions options, ApiNameBook names)
    {
        Dashboards = [.. options.Dashboards];
        Monitors = [.. options.Monitors];
        Panels = [.. Dashboards.SelectMany(dashboard => dashboard.Panels)];
        IsLive = options.Mode == EngineMode.Live;
        DerivesMetrics = Shows(RecordSource.Metrics) && options.DerivesMetrics;
        MonitorMinutes = options.Retention.MonitorMinutes;
        Filters = options.RecordFilters.ToImmutableSortedDictionary(StringComparer.Ordinal);
        From = options.From is { } from ? Clock.TimeOf(Clock.MinuteOf(from)) : null;
        To = options.To is { } to ? Clock.TimeOf(Clock.MinuteFrom(to)) : null;
        Locator = options.GeoLocator;
        Threats = options.ThreatList;
        Names = names;
    }

    public ImmutableArray<DashboardDefinition> Dashboards { get; }

    public ImmutableArray<MonitorDefinition> Monitors { get; }

    /// <summary>The panels of all dashboards.</summary>
    public ImmutableArray<PanelDefinition> Panels { get; }

    public bool IsLive { get; }

    /// <summary>Whether panels of metrics are derived from access logs, too.</summary>
    public bool DerivesMetrics { get; }

    /// <summary>How long minutes are kept for monitors and panels of two sources at least.</summary>
    public TimeSpan MonitorMinutes { get; }

    /// <summary>Patterns by field that records must match.</summary>
    public ImmutableSortedDictionary<string, string> Filters { get; }

    /// <summary>Records before this do not count; null for no bound.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>Records from this on do not count; null for no bound.</summary>
    public DateTimeOffset? To { get; }

    public IGeoLocator? Locator { get; }

    public IThreatList? Threats { get; }

    public ApiNameBook Names { get; }

    /// <summary>Whether there may be panels over a source: without dashboards, over any.</summary>
    public bool Shows(RecordSource source) => Dashboards.IsEmpty || Dashboards.Any(dashboard => dashboard.Source == source);
}
