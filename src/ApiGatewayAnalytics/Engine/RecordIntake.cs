using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics;

/// <summary>
/// What one writer fills: a lane per source into a batch, and the shards that batches are counted into. Nobody else sees them until they
/// are handed over. Not thread-safe.
/// </summary>
internal sealed class RecordIntake
{
    private readonly ImmutableArray<TelemetrySource> _sources;

    /// <param name="sources">The sources, in the order of the shards.</param>
    /// <param name="shards">A shard per source; null for one that nothing asks for.</param>
    /// <param name="tally">Where everything is counted.</param>
    public RecordIntake(ImmutableArray<TelemetrySource> sources, SourceShard?[] shards, IngestionTally tally)
    {
        _sources = sources;
        Shards = shards;
        Tally = tally;
        Lanes = [.. sources.Select((source, i) => source.CreateLane(shards[i], tally))];
        Batches = Array.ConvertAll(Lanes, lane => lane.Batch);
    }

    public SourceShard?[] Shards { get; }

    public IngestionTally Tally { get; }

    /// <summary>What a feed fills, by source.</summary>
    public RecordBatch[] Batches { get; }

    public RecordLane[] Lanes { get; }

    /// <summary>The memory of what has not been handed over.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (SourceShard? shard in Shards)
            {
                bytes += shard?.Bytes ?? 0;
            }

            return bytes;
        }
    }

    /// <summary>Counts the rows of batches like <see cref="Batches"/>; returns how many there were.</summary>
    public int Count(RecordBatch[] batches)
    {
        int rows = 0;
        for (int i = 0; i < batches.Length; i++)
        {
            if (Shards[i] is { } shard && batches[i].Count > 0)
            {
                rows += batches[i].Count;
                _sources[i].Observe(batches[i]);
                shard.Consume(batches[i]);
            }
        }

        return rows;
    }

    /// <summary>Forgets rows that were not counted.</summary>
    public void ClearBatches()
    {
        foreach (RecordBatch batch in Batches)
        {
            batch.Clear();
        }
    }
}
