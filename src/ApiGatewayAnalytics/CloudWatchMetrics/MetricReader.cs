using System.Buffers;
using System.IO.Pipelines;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using CommunityToolkit.HighPerformance;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Reads datapoints of the namespace <c>AWS/ApiGateway</c> one after the other, forward only, out of whatever they are wrapped in: metric
/// streams in JSON and OpenTelemetry 0.7 and 1.0, output of <c>get-metric-data</c>, gzip, Firehose envelopes. Input never throws: what
/// cannot be read, and what is of other namespaces, is counted in <see cref="Report"/>. Allocates nothing per datapoint. Not thread-safe.
/// </summary>
/// <example><code>
/// using var reader = new MetricReader(File.OpenRead("stream.json.gz"));
/// while (reader.Read())
/// {
///     if (reader.Current.Scope == MetricScope.Api &amp;&amp; reader.Current.Metric.SequenceEqual("Count"u8))
///     {
///         requests += reader.Current.Sum;
///     }
/// }
/// </code></example>
public sealed class MetricReader : IDisposable
{
    private readonly RecordCursor _cursor;

    /// <summary>Reads a stream.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="options">How to read. Default: <see cref="MetricReaderOptions.Default"/>.</param>
    /// <param name="name">What the source is called in positions and counts. Default: empty.</param>
    /// <param name="timeProvider">The clock that tells what lies in the future. Default: the system's.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed. Default: no.</param>
    public MetricReader(
        Stream source, MetricReaderOptions? options = null, string name = "", TimeProvider? timeProvider = null, bool leaveOpen = false)
    {
        options ??= MetricReaderOptions.Default;
        RecordSchema schema = MetricSchema.Default;
        var tally = new IngestionTally(schema.Fields);
        var parser = new MetricParser(tally, timeProvider ?? TimeProvider.System, options.Queries);
        _cursor = new RecordCursor(source, parser, FieldSet.All(schema), tally, name, options.Limits, options.Account, options.Region, leaveOpen);
    }

    /// <summary>Reads memory, which must not change meanwhile.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="options">How to read. Default: <see cref="MetricReaderOptions.Default"/>.</param>
    public MetricReader(ReadOnlyMemory<byte> source, MetricReaderOptions? options = null)
        : this(source.AsStream(), options)
    {
    }

    /// <summary>Reads a sequence of buffers, which must not change meanwhile.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="options">How to read. Default: <see cref="MetricReaderOptions.Default"/>.</param>
    public MetricReader(ReadOnlySequence<byte> source, MetricReaderOptions? options = null)
        : this(PipeReader.Create(source).AsStream(), options)
    {
    }

    /// <summary>Reads a pipe, which is completed when the reader is disposed.</summary>
    /// <param name="source">The pipe.</param>
    /// <param name="options">How to read. Default: <see cref="MetricReaderOptions.Default"/>.</param>
    public MetricReader(PipeReader source, MetricReaderOptions? options = null)
        : this((source ?? throw new ArgumentNullException(nameof(source))).AsStream(), options)
    {
    }

    /// <summary>The datapoint read last. Valid until the next read.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet, or the end was reached.</exception>
    public MetricRecord Current => new(_cursor.Batch, _cursor.Row);

    /// <summary>What became of everything that was read so far.</summary>
    public IngestionReport Report => _cursor.Report;

    /// <summary>Reads the next datapoint. False at the end.</summary>
    /// <exception cref="IOException">The source failed.</exception>
    public bool Read() => _cursor.Read();

    /// <summary>Reads the next datapoint without blocking a thread. False at the end.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The source failed.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) => _cursor.ReadAsync(cancellationToken);

    /// <summary>Gives buffers back, and closes the source unless it stays open.</summary>
    public void Dispose() => _cursor.Dispose();
}
