using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics;

/// <content>What a call that reads holds.</content>
public sealed partial class AnalyticsEngine
{
    /// <summary>One call that reads: its shards, its counts, and when they are handed over.</summary>
    private sealed class Session : IDisposable
    {
        private const int BatchesPerCheck = 64;

        /// <summary>What is smaller is counted before a second thread has started.</summary>
        private const int BatchesBeforeRelay = 16;

        private static readonly TimeSpan s_publishInterval = TimeSpan.FromSeconds(1);

        private readonly AnalyticsEngine _engine;

        /// <summary>By source; null for those that nothing asks for.</summary>
        private readonly SourceShard?[] _shards;

        /// <summary>What the feed fills, by source.</summary>
        private readonly RecordBatch[] _batches;
        private readonly IngestionTally _tally;
        private BatchRelay? _relay;
        private long _published;
        private int _counted;

        public Session(AnalyticsEngine engine, Stream source, IngestionSource description)
        {
            _engine = engine;
            _tally = new IngestionTally(engine._sources.Fields);
            _shards = engine._idleShards.TryTake(out SourceShard?[]? idle) ? idle : [.. engine._sources.All.Select(kind => kind.CreateShard())];
            RecordLane[] lanes = [.. engine._sources.All.Select((kind, i) => kind.CreateLane(_shards[i], _tally))];
            _batches = Array.ConvertAll(lanes, lane => lane.Batch);
            Feed = new RecordFeed(source, lanes, _tally, description.Name, engine._reader.Limits, engine.OriginOf(description), engine._eventIds);
            _published = engine._clock.GetTimestamp();
        }

        public RecordFeed Feed { get; }

        /// <summary>Counts the rows on this thread.</summary>
        public void Consume()
        {
            if (Count(_batches))
            {
                _engine.Publish(_tally);
            }
        }

        /// <summary>Counts the rows on this thread or, once much was read and the engine may, on another one.</summary>
        public void Pass()
        {
            if (_relay is null && !(_engine._overlapsCounting && _counted >= BatchesBeforeRelay))
            {
                Consume();
                return;
            }

            _relay ??= new BatchRelay(_batches, batches => Count(batches));
            _relay.Pass(Feed);
            if (_engine._mode == EngineMode.Live)
            {
                _engine.Publish(_tally);
            }
        }

        /// <summary>Waits for the other thread, if there is one.</summary>
        public void Finish() => _relay?.Finish();

        public void Dispose()
        {
            _relay?.Dispose();
            Feed.Dispose();
            foreach (RecordBatch batch in _batches)
            {
                batch.Clear();
            }

            _engine.Publish(_tally);
            _engine.Publish(_shards);
            _engine._idleShards.Add(_shards);
        }

        /// <returns>Whether the shards were handed over.</returns>
        private bool Count(RecordBatch[] batches)
        {
            int rows = 0;
            long bytes = 0;
            bool isCheck = ++_counted % BatchesPerCheck == 0;
            for (int i = 0; i < _shards.Length; i++)
            {
                if (_shards[i] is not { } shard)
                {
                    continue;
                }

                if (batches[i].Count > 0)
                {
                    rows += batches[i].Count;
                    shard.Consume(batches[i]);
                }

                bytes += isCheck ? shard.Bytes : 0;
            }

            if (!IsDue(rows, bytes))
            {
                return false;
            }

            _engine.Publish(_shards);
            _published = _engine._clock.GetTimestamp();
            return true;
        }

        /// <summary>Few rows mean that the source has no more for now, and nobody knows for how long.</summary>
        private bool IsDue(int rows, long bytes) =>
            _engine._mode == EngineMode.Live
                ? rows < RecordBatch.Capacity / 8 || _engine._clock.GetElapsedTime(_published) >= s_publishInterval
                : bytes > _engine._shardLimit;
    }
}
