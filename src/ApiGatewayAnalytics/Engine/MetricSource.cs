using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>CloudWatch metrics: metric streams and output of <c>get-metric-data</c>.</summary>
internal sealed class MetricSource(AnalyticsOptions options, TimeProvider clock) : TelemetrySource(RecordSource.Metrics, MetricSchema.Default)
{
    private readonly MetricQueries _queries = options.MetricQueries;
    private readonly bool _isWanted = options.Dashboards.Count == 0 || options.Dashboards.Any(dashboard => dashboard.Source == RecordSource.Metrics)
        || options.Monitors.Any(monitor => !monitor.Signal.Metrics.IsEmpty)
        || options.Dashboards.Any(dashboard => dashboard.Panels.Any(panel => panel.Counterpart?.Source == RecordSource.Metrics));

    public override ImmutableArray<RecordSign> Signs { get; } =
    [
        new("metric_stream_name"u8.ToArray(), IsCertain: true),
        new("metric_name"u8.ToArray(), IsCertain: true),
        new("Timestamps"u8.ToArray(), IsCertain: true),
        new("Datapoints"u8.ToArray(), IsCertain: true),
    ];

    public override IRecordParser CreateParser(IngestionTally tally) => new MetricParser(tally, clock, _queries, _isWanted);
}
