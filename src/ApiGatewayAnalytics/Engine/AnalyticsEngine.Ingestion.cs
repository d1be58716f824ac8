using System.Buffers;
using System.IO.Pipelines;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;
using CommunityToolkit.HighPerformance;

namespace ApiGatewayAnalytics;

/// <content>Reading.</content>
public sealed partial class AnalyticsEngine
{
    /// <summary>Reads a stream to its end. Whatever it holds never throws; what cannot be used is counted.</summary>
    /// <param name="source">The stream; it stays the caller's.</param>
    /// <param name="description">What the host knows of it.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    /// <exception cref="IOException">The stream failed; what was read so far counts.</exception>
    public void Ingest(Stream source, IngestionSource description, CancellationToken cancellationToken = default)
    {
        using Session session = Open(source, description);
        while (session.Feed.Fill())
        {
            session.Pass();
            cancellationToken.ThrowIfCancellationRequested();
        }

        session.Finish();
    }

    /// <summary>Reads memory to its end.</summary>
    /// <param name="source">The bytes, which must not change meanwhile.</param>
    /// <param name="description">What the host knows of them.</param>
    public void Ingest(ReadOnlyMemory<byte> source, IngestionSource description)
    {
        using Stream stream = source.AsStream();
        Ingest(stream, description);
    }

    /// <summary>Reads a sequence of buffers to its end.</summary>
    /// <param name="source">The bytes, which must not change meanwhile.</param>
    /// <param name="description">What the host knows of them.</param>
    public void Ingest(ReadOnlySequence<byte> source, IngestionSource description)
    {
        using Stream stream = PipeReader.Create(source).AsStream();
        Ingest(stream, description);
    }

    /// <summary>Reads a stream to its end without blocking a thread.</summary>
    /// <param name="source">The stream; it stays the caller's.</param>
    /// <param name="description">What the host knows of it.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    /// <exception cref="IOException">The stream failed; what was read so far counts.</exception>
    public async Task IngestAsync(Stream source, IngestionSource description, CancellationToken cancellationToken = default)
    {
        using Session session = Open(source, description);
        while (await session.Feed.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            session.Consume();
        }
    }

    /// <summary>Reads a pipe to its end without blocking a thread. The pipe stays the caller's to complete.</summary>
    /// <param name="source">The pipe.</param>
    /// <param name="description">What the host knows of it.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public async Task IngestAsync(PipeReader source, IngestionSource description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using Stream stream = source.AsStream(leaveOpen: true);
        await IngestAsync(stream, description, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads a file to its end. A file that was given before, under this path or with this content, is skipped and counted as such.
    /// </summary>
    /// <param name="path">The file, which is its name in counts and positions too.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public void IngestFile(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        IngestFile(file, path, cancellationToken);
    }

    /// <summary>Reads an opened file to its end, see <see cref="IngestFile(string, CancellationToken)"/>.</summary>
    /// <param name="content">The file's content, from its start; a stream that cannot seek is taken for a new file.</param>
    /// <param name="path">The file, which is its name in counts and positions too.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public void IngestFile(Stream content, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.CanSeek && !_files.TryAdd(path, content))
        {
            lock (_lock)
            {
                _tally.CountSkipped(SkipReason.DuplicateFile);
            }

            return;
        }

        Ingest(content, new IngestionSource(path), cancellationToken);
    }

    private Session Open(Stream source, IngestionSource description)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(description);
        return new Session(this, source, description);
    }

    /// <summary>A shard per store, in the order of the sources.</summary>
    private Shard?[] CreateShards()
    {
        var shards = new Shard?[_storeOf.Length];
        for (int i = 0; i < shards.Length; i++)
        {
            shards[i] = _storeOf[i] is { } store
                ? new Shard(store.Plan, store.Cutter, _filtersOf[i], _from, _to, AddressEnricher.For(store.Plan.Captured, _locator, _threats))
                : null;
        }

        return shards;
    }

    private void Publish(IngestionTally tally)
    {
        lock (_lock)
        {
            tally.MoveTo(_tally);
            _revision++;
        }
    }

    private void Publish(Shard?[] shards, MetricShard? metrics)
    {
        lock (_lock)
        {
            _revision++;
            if (metrics is not null)
            {
                // Into the engine's own counts: those of the call belong to the thread that reads.
                _tally.CountSkipped(SkipReason.TooManySeries, metrics.TakeRefused());
                if (!metrics.Store.IsEmpty)
                {
                    _tally.CountSkipped(SkipReason.LateDatapoint, _stores.Merge(metrics.Store));
                    metrics.Store.Clear();
                }
            }

            for (int i = 0; i < shards.Length; i++)
            {
                if (shards[i] is { } shard)
                {
                    _storeOf[i]!.Merge(shard.Take());
                }
            }
        }
    }

    /// <summary>One call that reads: its shards, its counts, and when they are handed over.</summary>
    private sealed class Session : IDisposable
    {
        private const int BatchesPerCheck = 64;

        /// <summary>What is smaller is counted before a second thread has started.</summary>
        private const int BatchesBeforeRelay = 16;

        private static readonly TimeSpan s_publishInterval = TimeSpan.FromSeconds(1);

        private readonly AnalyticsEngine _engine;
        private readonly Shard?[] _shards;
        private readonly MetricShard? _metrics;

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
            _shards = engine._idleShards.TryTake(out Shard?[]? idle) ? idle : engine.CreateShards();
            _batches = new RecordBatch[_shards.Length];
            var lanes = new RecordLane[_shards.Length];
            for (int i = 0; i < lanes.Length; i++)
            {
                TelemetrySource kind = engine._sources.All[i];
                IRecordParser parser = kind.CreateParser(_tally);
                if (kind.Kind == RecordSource.Metrics)
                {
                    _metrics = engine._stores.Metrics is { } store ? new MetricShard(store.Percentages, engine._metricFilter) : null;
                    _batches[i] = _metrics?.Batch ?? MetricShard.CreateBatch();
                    lanes[i] = new RecordLane(parser, kind.Signs) { Batch = _batches[i] };
                    continue;
                }

                _batches[i] = _shards[i]?.Batch ?? RecordBatch.OfNothing(kind.Schema);
                lanes[i] = new RecordLane(
                    _shards[i] is null ? new UnwantedRecords(parser, kind.ObservedSet(), kind.Observe) : parser, kind.Signs)
                { Batch = _batches[i] };
            }

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
            _engine.Publish(_shards, _metrics);
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
                if (_metrics is not null && _engine._sources.All[i].Kind == RecordSource.Metrics)
                {
                    rows += batches[i].Count;
                    _metrics.Consume(batches[i]);
                    bytes += isCheck ? _metrics.Store.Bytes : 0;
                }

                if (_shards[i] is not { } shard)
                {
                    continue;
                }

                rows += batches[i].Count;
                if (batches[i].Count > 0)
                {
                    _engine._sources.All[i].Observe(batches[i]);
                    shard.Consume(batches[i]);
                }

                bytes += isCheck ? shard.Bytes : 0;
            }

            if (!IsDue(rows, bytes))
            {
                return false;
            }

            _engine.Publish(_shards, _metrics);
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
