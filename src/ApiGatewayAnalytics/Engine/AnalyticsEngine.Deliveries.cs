using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics;

/// <content>Deliveries that count as a whole or not at all.</content>
public sealed partial class AnalyticsEngine
{
    /// <summary>Begins a delivery, which counts as a whole or not at all.</summary>
    /// <param name="description">What the host knows of it.</param>
    /// <returns>The delivery, to be disposed in any case.</returns>
    public AnalyticsDelivery BeginDelivery(IngestionSource description)
    {
        ArgumentNullException.ThrowIfNull(description);
        ImmutableArray<TelemetrySource> sources = [.. _sources.All.Select(source => source.Draft())];
        RecordIntake intake = CreateIntake(sources);
        var eventIds = new EventIdFilter(_eventIds);
        var feed = new RecordFeed(Stream.Null, intake.Lanes, intake.Tally, description.Name, _reader.Limits, OriginOf(description), eventIds);
        return new AnalyticsDelivery(this, new DeliveryDraft(sources, intake, eventIds), feed);
    }

    /// <summary>Takes over a delivery in one step; false where an event of it came another way since it began.</summary>
    internal bool TryTake(DeliveryDraft draft)
    {
        // Locks in this order: none of the filters' is held by anybody who waits for this one.
        lock (_lock)
        {
            if (!EventIdFilter.TryPublish(draft.EventIds()))
            {
                return false;
            }

            for (int i = 0; i < draft.Sources.Length; i++)
            {
                if (!ReferenceEquals(draft.Sources[i], _sources.All[i]))
                {
                    _sources.All[i].Adopt(draft.Sources[i]);
                }
            }

            Publish(draft.Intake.Tally);
            Publish(draft.Intake.Shards);
            for (int i = 0; i < (draft.Overflow?.All.Count ?? 0); i++)
            {
                _stores.All[i].Merge([.. draft.Overflow!.All[i].Segments]);
            }

            return true;
        }
    }

    /// <summary>Forgets what a delivery has left and takes its shards back.</summary>
    internal void Discard(DeliveryDraft draft)
    {
        draft.Intake.ClearBatches();
        foreach (SourceShard? shard in draft.Intake.Shards)
        {
            shard?.Discard();
        }

        _idleShards.Add(draft.Intake.Shards);
    }

    /// <summary>Sees to it that a delivery keeps to a share of the memory, whatever it holds.</summary>
    internal void Bound(DeliveryDraft draft)
    {
        if (draft.Intake.Bytes <= _shardLimit)
        {
            return;
        }

        if (draft.Overflow is null)
        {
            draft.Overflow = new AnalyticsStores(_retention, _shardLimit, _mode == EngineMode.Live, _clock, _apiNames);
            foreach (AnalyticsStore store in _stores.All)
            {
                draft.Overflow.Add(store.Plan);
            }
        }

        for (int i = 0; i < draft.Sources.Length; i++)
        {
            if (draft.Intake.Shards[i] is SegmentShard shard)
            {
                shard.HandOver(draft.Overflow.All[_stores.IndexOf(_sources.All[i].Store!)]);
            }
        }
    }
}
