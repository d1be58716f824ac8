using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>Adds datapoints to a store of its own, which that of the engine takes over.</summary>
internal sealed class DatapointShard(MetricShard shard, AnalyticsStores stores) : SourceShard
{
    public override RecordBatch Batch => shard.Batch;

    public override long Bytes => shard.Store.Bytes;

    public override void Consume(RecordBatch batch) => shard.Consume(batch);

    public override void HandOver(IngestionTally tally)
    {
        // Into the engine's own counts: those of the call belong to the thread that reads.
        tally.CountSkipped(SkipReason.TooManySeries, shard.TakeRefused());
        if (!shard.Store.IsEmpty)
        {
            tally.CountSkipped(SkipReason.LateDatapoint, stores.Merge(shard.Store));
            shard.Store.Clear();
        }
    }

    public override void Discard()
    {
        shard.TakeRefused();
        shard.Store.Clear();
    }
}
