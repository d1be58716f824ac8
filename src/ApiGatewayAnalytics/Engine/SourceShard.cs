using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics;

/// <summary>What one call that reads keeps of one source until it is handed over. Not thread-safe; used by one call after the other.</summary>
internal abstract class SourceShard
{
    /// <summary>What a feed fills.</summary>
    public abstract RecordBatch Batch { get; }

    /// <summary>The memory of what has not been handed over.</summary>
    public abstract long Bytes { get; }

    /// <summary>Adds the rows of a batch of the same fields, at least one.</summary>
    public abstract void Consume(RecordBatch batch);

    /// <summary>Gives what was added to the states of the engine, which the caller has locked.</summary>
    /// <param name="tally">The counts of the engine.</param>
    public abstract void HandOver(IngestionTally tally);

    /// <summary>Forgets what was added.</summary>
    public abstract void Discard();
}
