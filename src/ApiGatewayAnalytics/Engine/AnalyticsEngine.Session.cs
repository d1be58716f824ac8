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
        private readonly RecordIntake _intake;
        private BatchRelay? _relay;
        private long _published;
        private int _counted;

        public Session(AnalyticsEngine engine, Stream source, IngestionSource description)
        {
            _engine = engine;
            _intake = engine.CreateIntake(engine._sources.All);
            Feed = new RecordFeed(
                source, _intake.Lanes, _intake.Tally, description.Name, engine._reader.Limits, engine.OriginOf(description), engine._eventIds);
            _published = engine._clock.GetTimestamp();
        }

        public RecordFeed Feed { get; }

        /// <summary>Counts the rows on this thread.</summary>
        public void Consume()
        {
            if (Count(_intake.Batches))
            {
                _engine.Publish(_intake.Tally);
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

            _relay ??= new BatchRelay(_intake.Batches, batches => Count(batches));
            _relay.Pass(Feed);
            if (_engine._mode == EngineMode.Live)
            {
                _engine.Publish(_intake.Tally);
            }
        }

        /// <summary>Waits for the other thread, if there is one.</summary>
        public void Finish() => _relay?.Finish();

        public void Dispose()
        {
            _relay?.Dispose();
            Feed.Dispose();
            _intake.ClearBatches();
            _engine.Publish(_intake.Tally);
            _engine.Publish(_intake.Shards);
            _engine._idleShards.Add(_intake.Shards);
        }

        /// <returns>Whether the shards were handed over.</returns>
        private bool Count(RecordBatch[] batches)
        {
            int rows = _intake.Count(batches);
            long bytes = ++_counted % BatchesPerCheck == 0 ? _intake.Bytes : 0;
            if (!IsDue(rows, bytes))
            {
                return false;
            }

            _engine.Publish(_intake.Shards);
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
