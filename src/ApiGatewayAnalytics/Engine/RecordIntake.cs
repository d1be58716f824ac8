using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>
/// What one writer fills: a lane per source into a batch, and the shards and datapoints that batches are counted into. Nobody else sees
/// them until they are handed over. Not thread-safe.
/// </summary>
internal sealed class RecordIntake
{
    private readonly ImmutableArray<TelemetrySource> _sources;
    private readonly int _metricLane = -1;

    /// <param name="sources">The sources, in the order of the shards.</param>
    /// <param name="shards">A shard per source; null for one that no dashboard reads.</param>
    /// <param name="metrics">Where datapoints go; null where no dashboard reads any.</param>
    /// <param name="tally">Where everything is counted.</param>
    public RecordIntake(ImmutableArray<TelemetrySource> sources, Shard?[] shards, MetricShard? metrics, IngestionTally tally)
    {
        _sources = sources;
        Shards = shards;
        Metrics = metrics;
        Tally = tally;
        Batches = new RecordBatch[sources.Length];
        Lanes = new RecordLane[sources.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            TelemetrySource source = sources[i];
            IRecordParser parser = source.CreateParser(tally);
            if (source.Kind == RecordSource.Metrics)
            {
                _metricLane = i;
                Batches[i] = metrics?.Batch ?? MetricShard.CreateBatch();
            }
            else
            {
                Batches[i] = shards[i]?.Batch ?? RecordBatch.OfNothing(source.Schema);
                parser = shards[i] is null ? new UnwantedRecords(parser, source.ObservedSet(), source.Observe) : parser;
            }

            Lanes[i] = new RecordLane(parser, source.Signs) { Batch = Batches[i] };
        }
    }

    public Shard?[] Shards { get; }

    public MetricShard? Metrics { get; }

    public IngestionTally Tally { get; }

    /// <summary>What a feed fills, by source.</summary>
    public RecordBatch[] Batches { get; }

    public RecordLane[] Lanes { get; }

    /// <summary>The memory of what has not been handed over.</summary>
    public long Bytes
    {
        get
        {
            long bytes = Metrics?.Store.Bytes ?? 0;
            foreach (Shard? shard in Shards)
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
            RecordBatch batch = batches[i];
            if (i == _metricLane && Metrics is not null)
            {
                rows += batch.Count;
                Metrics.Consume(batch);
            }
            else if (Shards[i] is { } shard)
            {
                rows += batch.Count;
                if (batch.Count > 0)
                {
                    _sources[i].Observe(batch);
                    shard.Consume(batch);
                }
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
