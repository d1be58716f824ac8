using System.Buffers;
using System.IO.Pipelines;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using CommunityToolkit.HighPerformance;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// Reads CloudTrail events one after the other, forward only, out of whatever they are wrapped in: the files of a trail, lines or
/// pretty-printed JSON, gzip, CloudWatch Logs deliveries, EventBridge envelopes, the output of <c>aws cloudtrail lookup-events</c>.
/// Input never throws: what cannot be read is counted in <see cref="Report"/> and reading goes on after it. Allocates nothing per
/// record. Not thread-safe.
/// </summary>
/// <example><code>
/// using var reader = new CloudTrailReader(File.OpenRead("events.json.gz"));
/// while (reader.Read())
/// {
///     failures += reader.Current.IsFailure ? 1 : 0;
/// }
/// </code></example>
public sealed class CloudTrailReader : IDisposable
{
    private readonly RecordCursor _cursor;

    /// <summary>Reads a stream.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="options">How to read. Default: <see cref="CloudTrailReaderOptions.Default"/>.</param>
    /// <param name="name">What the source is called in positions and counts. Default: empty.</param>
    /// <param name="timeProvider">The clock that tells what lies in the future. Default: the system's.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed. Default: no.</param>
    public CloudTrailReader(
        Stream source, CloudTrailReaderOptions? options = null, string name = "", TimeProvider? timeProvider = null, bool leaveOpen = false)
    {
        options ??= CloudTrailReaderOptions.Default;
        RecordSchema schema = CloudTrailSchema.Default;
        var parser = new CloudTrailParser(
            options, timeProvider ?? TimeProvider.System, options.LeavesOutDuplicates ? new EventIdFilter(EventIdFilter.CloudTrailCapacity) : null);
        _cursor = new RecordCursor(
            source, parser, FieldSet.All(schema), new IngestionTally(schema.Fields), name, options.Limits, options.Account, options.Region, leaveOpen);
    }

    /// <summary>Reads memory, which must not change meanwhile.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="options">How to read. Default: <see cref="CloudTrailReaderOptions.Default"/>.</param>
    public CloudTrailReader(ReadOnlyMemory<byte> source, CloudTrailReaderOptions? options = null)
        : this(source.AsStream(), options)
    {
    }

    /// <summary>Reads a sequence of buffers, which must not change meanwhile.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="options">How to read. Default: <see cref="CloudTrailReaderOptions.Default"/>.</param>
    public CloudTrailReader(ReadOnlySequence<byte> source, CloudTrailReaderOptions? options = null)
        : this(PipeReader.Create(source).AsStream(), options)
    {
    }

    /// <summary>Reads a pipe, which is completed when the reader is disposed.</summary>
    /// <param name="source">The pipe.</param>
    /// <param name="options">How to read. Default: <see cref="CloudTrailReaderOptions.Default"/>.</param>
    public CloudTrailReader(PipeReader source, CloudTrailReaderOptions? options = null)
        : this((source ?? throw new ArgumentNullException(nameof(source))).AsStream(), options)
    {
    }

    /// <summary>The record read last. Valid until the next read.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet, or the end was reached.</exception>
    public CloudTrailRecord Current => new(_cursor.Batch, _cursor.Row);

    /// <summary>What became of everything that was read so far.</summary>
    public IngestionReport Report => _cursor.Report;

    /// <summary>Reads the next record. False at the end.</summary>
    /// <exception cref="IOException">The source failed.</exception>
    public bool Read() => _cursor.Read();

    /// <summary>Reads the next record without blocking a thread. False at the end.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The source failed.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) => _cursor.ReadAsync(cancellationToken);

    /// <summary>Gives buffers back, and closes the source unless it stays open.</summary>
    public void Dispose() => _cursor.Dispose();
}
