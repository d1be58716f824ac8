using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>Adds records to segments, which a store takes over.</summary>
/// <param name="shard">What adds them.</param>
/// <param name="store">What takes the segments.</param>
internal sealed class SegmentShard(Shard shard, AnalyticsStore store) : SourceShard
{
    public override RecordBatch Batch => shard.Batch;

    public override long Bytes => shard.Bytes;

    public override void Consume(RecordBatch batch) => shard.Consume(batch);

    public override void HandOver(IngestionTally tally) => HandOver(store);

    public override void Discard() => shard.Take();

    /// <summary>Gives what was added to another store of the same plan.</summary>
    public void HandOver(AnalyticsStore other) => other.Merge(shard.Take());
}
