using System.Buffers;
using System.IO.Pipelines;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
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
        while (session.Feed.Fill(session.Batch))
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
        while (await session.Feed.FillAsync(session.Batch, cancellationToken).ConfigureAwait(false))
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

    private void Publish(IngestionTally tally)
    {
        lock (_lock)
        {
            tally.MoveTo(_tally);
        }
    }

    private void Publish(Shard shard)
    {
        lock (_lock)
        {
            _store.Merge(shard.Take());
        }
    }

    /// <summary>One call that reads: its shard, its counts, and when they are handed over.</summary>
    private sealed class Session : IDisposable
    {
        private const int BatchesPerCheck = 64;

        /// <summary>What is smaller is counted before a second thread has started.</summary>
        private const int BatchesBeforeRelay = 16;

        private static readonly TimeSpan s_publishInterval = TimeSpan.FromSeconds(1);

        private readonly AnalyticsEngine _engine;
        private readonly Shard _shard;
        private readonly IngestionTally _tally;
        private BatchRelay? _relay;
        private long _published;
        private int _counted;

        public Session(AnalyticsEngine engine, Stream source, IngestionSource description)
        {
            _engine = engine;
            _tally = new IngestionTally(engine._store.Plan.Schema.Fields);
            var parser = new AccessLogParser(engine._reader.ToParserOptions(engine._clock), _tally);
            Feed = new RecordFeed(
                source, parser, _tally, description.Name, engine._reader.Limits, engine.OriginOf(description), engine._eventIds);
            _shard = engine._idleShards.TryTake(out Shard? idle)
                ? idle
                : new Shard(engine._store.Plan, engine._store.Cutter, engine._filters, engine._from, engine._to);
            _published = engine._clock.GetTimestamp();
        }

        public RecordFeed Feed { get; }

        public RecordBatch Batch => _shard.Batch;

        /// <summary>Counts the batch on this thread.</summary>
        public void Consume()
        {
            if (Count(Batch))
            {
                _engine.Publish(_tally);
            }
        }

        /// <summary>Counts the batch on this thread or, once much was read and the engine may, on another one.</summary>
        public void Pass()
        {
            if (_relay is null && !(_engine._overlapsCounting && _counted >= BatchesBeforeRelay))
            {
                Consume();
                return;
            }

            _relay ??= new BatchRelay(Batch.Captured, batch => Count(batch));
            _relay.Pass(Batch, Feed);
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
            Batch.Clear();
            _engine.Publish(_tally);
            _engine.Publish(_shard);
            _engine._idleShards.Add(_shard);
        }

        /// <returns>Whether the shard was handed over.</returns>
        private bool Count(RecordBatch batch)
        {
            _shard.Consume(batch);
            _counted++;
            if (!IsDue(batch))
            {
                return false;
            }

            _engine.Publish(_shard);
            _published = _engine._clock.GetTimestamp();
            return true;
        }

        /// <summary>A small batch means that the source has no more for now, and nobody knows for how long.</summary>
        private bool IsDue(RecordBatch batch) =>
            _engine._mode == EngineMode.Live
                ? batch.Count < RecordBatch.Capacity / 8 || _engine._clock.GetElapsedTime(_published) >= s_publishInterval
                : _counted % BatchesPerCheck == 0 && _shard.Bytes > _engine._shardLimit;
    }
}
