using ApiGatewayAnalytics.Ingestion;
using CommunityToolkit.HighPerformance;

namespace ApiGatewayAnalytics;

/// <summary>
/// Telemetry that counts as a whole or not at all: it is read into shards of its own, and <see cref="TryCommit"/> hands everything over in
/// one step. Until then no answer, count or saved state knows of it, and disposing without leaves nothing behind. So a sender that is
/// told of success only afterwards may send again whatever failed half-way. Comes from <see cref="AnalyticsEngine.BeginDelivery"/>.
/// <para>
/// Takes the memory of the states of what was read, beyond a quarter of <see cref="AnalyticsOptions.MemoryLimit"/> with the bounds of that
/// limit, and the identifiers of events. Belongs to one thread at a time; any number of deliveries, other calls that read and questions may
/// run beside it.
/// </para>
/// </summary>
public sealed class AnalyticsDelivery : IDisposable
{
    private const int BatchesPerCheck = 64;

    /// <summary>What is longer is read in pieces instead of being copied.</summary>
    private const int LongestCopy = RecordFeed.DefaultBufferLength / 2;

    private readonly AnalyticsEngine _engine;
    private readonly RecordFeed _feed;
    private int _counted;
    private bool _isOver;

    internal AnalyticsDelivery(AnalyticsEngine engine, DeliveryDraft draft, RecordFeed feed)
    {
        _engine = engine;
        Draft = draft;
        _feed = feed;
        _feed.ClearRows();
    }

    internal DeliveryDraft Draft { get; }

    /// <summary>
    /// What became of everything that was read so far, for this delivery alone. Rejected records are found at the number of the call that
    /// read them, in place of the line. After <see cref="TryCommit"/> it is empty.
    /// </summary>
    public IngestionReport Ingestion => Draft.Intake.Tally.Report();

    /// <summary>Reads memory to its end, which ends a record, too. What cannot be used is counted and never throws.</summary>
    /// <param name="content">The bytes, which may change as soon as the call returns.</param>
    /// <exception cref="ObjectDisposedException">The delivery is committed or disposed.</exception>
    public void Ingest(ReadOnlyMemory<byte> content)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        if (content.Length > LongestCopy)
        {
            using Stream stream = content.AsStream();
            Ingest(stream);
            return;
        }

        if (!_feed.TryBegin(content.Span))
        {
            Count();
            _feed.TryBegin(content.Span);
        }

        while (_feed.FillPart())
        {
            Count();
        }
    }

    /// <summary>Reads a stream to its end, which ends a record, too. What cannot be used is counted and never throws.</summary>
    /// <param name="content">The stream; it stays the caller's.</param>
    /// <param name="cancellationToken">Stops reading; the delivery is then to be disposed.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    /// <exception cref="IOException">The stream failed; the delivery is then to be disposed.</exception>
    /// <exception cref="ObjectDisposedException">The delivery is committed or disposed.</exception>
    public void Ingest(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectDisposedException.ThrowIf(_isOver, this);
        _feed.Begin(content);
        while (_feed.FillPart())
        {
            Count();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Reads a stream to its end without blocking a thread, see <see cref="Ingest(Stream, CancellationToken)"/>.</summary>
    /// <param name="content">The stream; it stays the caller's.</param>
    /// <param name="cancellationToken">Stops reading; the delivery is then to be disposed.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    /// <exception cref="IOException">The stream failed; the delivery is then to be disposed.</exception>
    /// <exception cref="ObjectDisposedException">The delivery is committed or disposed.</exception>
    public async Task IngestAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectDisposedException.ThrowIf(_isOver, this);
        _feed.Begin(content);
        while (await _feed.FillPartAsync(cancellationToken).ConfigureAwait(false))
        {
            Count();
        }
    }

    /// <summary>
    /// Hands everything over in one step; the delivery is over then. An event of CloudWatch Logs or CloudTrail that was known before this
    /// delivery began counts as a duplicate; one that came another way since then cannot be taken out of it again, so nothing is handed over
    /// and the whole delivery has to be read anew.
    /// </summary>
    /// <returns>False where nothing was handed over: begin another delivery with the same content.</returns>
    /// <exception cref="ObjectDisposedException">The delivery is committed or disposed.</exception>
    public bool TryCommit()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        Count();
        bool isCommitted = _engine.TryTake(Draft);
        Dispose();
        return isCommitted;
    }

    /// <summary>Forgets everything that was not committed.</summary>
    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            _feed.Dispose();
            _engine.Discard(Draft);
        }
    }

    private void Count()
    {
        Draft.Intake.Count(Draft.Intake.Batches);
        _feed.ClearRows();
        if (++_counted % BatchesPerCheck == 0)
        {
            _engine.Bound(Draft);
        }
    }
}
