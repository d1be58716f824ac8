using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>Adds records to segments, which a store takes over.</summary>
/// <param name="source">Whose records they are; it sees them first.</param>
/// <param name="shard">What adds them.</param>
/// <param name="store">What takes the segments.</param>
internal sealed class SegmentShard(TelemetrySource source, Shard shard, AnalyticsStore store) : SourceShard
{
    public override RecordBatch Batch => shard.Batch;

    public override long Bytes => shard.Bytes;

    public override void Consume(RecordBatch batch)
    {
        source.Observe(batch);
        shard.Consume(batch);
    }

    public override void HandOver(IngestionTally tally) => store.Merge(shard.Take());
}
