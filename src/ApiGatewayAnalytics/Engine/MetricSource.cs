using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>CloudWatch metrics: metric streams and output of <c>get-metric-data</c>.</summary>
internal sealed class MetricSource(MetricQueries queries, TimeProvider clock) : TelemetrySource(RecordSource.Metrics, MetricSchema.Default)
{
    private AnalyticsStores? _stores;
    private MetricFilter? _filter;

    public override ImmutableArray<RecordSign> Signs { get; } =
    [
        new("metric_stream_name"u8.ToArray(), IsCertain: true),
        new("metric_name"u8.ToArray(), IsCertain: true),
        new("Timestamps"u8.ToArray(), IsCertain: true),
        new("Datapoints"u8.ToArray(), IsCertain: true),
    ];

    /// <inheritdoc/>
    /// <remarks>Datapoints replace one another, so they are not kept in segments.</remarks>
    public override void Open(SourceDemand demand, AnalyticsStores stores)
    {
        MonitorDefinition[] monitors = [.. demand.Monitors.Where(monitor => !monitor.Signal.Metrics.IsEmpty)];
        if (!demand.Shows(Kind) && monitors.Length == 0 && !demand.Panels.Any(panel => panel.Counterpart?.Source == Kind))
        {
            return;
        }

        _stores = stores;
        _filter = new MetricFilter(demand.Filters, demand.Names.Find);
        stores.Metrics = new MetricStore(
        [
            .. demand.Panels.Where(panel => panel.Source == Kind && panel.Measure.Kind == MeasureKind.Percentiles)
                .SelectMany(panel => panel.Measure.Percentiles)
                .Concat(monitors.Select(monitor => monitor.Signal.Percentile).Where(percentile => percentile > 0))
                .Distinct()
                .Order(),
        ]);
    }

    public override SourceShard? CreateShard() =>
        _stores is { Metrics: { } store } stores ? new DatapointShard(new MetricShard(store.Percentages, _filter!), stores) : null;

    /// <inheritdoc/>
    /// <remarks>The parser leaves out datapoints that nobody wants by itself: one record of it is many.</remarks>
    public override RecordLane CreateLane(SourceShard? shard, IngestionTally tally) =>
        new(CreateParser(tally), Signs) { Batch = shard?.Batch ?? MetricShard.CreateBatch() };

    public override IRecordParser CreateParser(IngestionTally tally) => new MetricParser(tally, clock, queries, isWanted: _stores is not null);
}
