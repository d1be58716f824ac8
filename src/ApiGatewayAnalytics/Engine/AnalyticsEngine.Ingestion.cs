using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using ApiGatewayAnalytics.Ingestion;
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

    /// <summary>What one writer fills, with shards from the pool.</summary>
    private RecordIntake CreateIntake(ImmutableArray<TelemetrySource> sources) => new(
        sources,
        _idleShards.TryTake(out SourceShard?[]? idle) ? idle : [.. _sources.All.Select(source => source.CreateShard())],
        new IngestionTally(_sources.Fields));

    private void Publish(IngestionTally tally)
    {
        lock (_lock)
        {
            tally.MoveTo(_tally);
            _revision++;
        }
    }

    private void Publish(SourceShard?[] shards)
    {
        lock (_lock)
        {
            _revision++;
            foreach (SourceShard? shard in shards)
            {
                shard?.HandOver(_tally);
            }
        }
    }
}
