using System.Text;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Goes over the records of one input one after the other: what bare readers have in common, which differ in their parser and in how they
/// show a row. Not thread-safe.
/// </summary>
internal sealed class RecordCursor : IDisposable
{
    private readonly Stream _source;
    private readonly bool _leaveOpen;
    private readonly IngestionTally _tally;
    private readonly RecordFeed _feed;
    private int _row = -1;

    /// <param name="source">What to read.</param>
    /// <param name="parser">Reads the records.</param>
    /// <param name="captured">The fields of a row.</param>
    /// <param name="tally">Where the parser counts.</param>
    /// <param name="name">What the source is called in positions and counts.</param>
    /// <param name="limits">The limits of reading.</param>
    /// <param name="account">What the host says of the account of records that do not; null for nothing.</param>
    /// <param name="region">The same of their region.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the cursor is disposed.</param>
    /// <exception cref="ArgumentNullException">There is no source or no name.</exception>
    public RecordCursor(
        Stream source,
        IRecordParser parser,
        FieldSet captured,
        IngestionTally tally,
        string name,
        IngestionOptions limits,
        string? account,
        string? region,
        bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        _source = source;
        _leaveOpen = leaveOpen;
        _tally = tally;
        Batch = new RecordBatch(captured);
        var host = new RecordOrigin { Account = Encoding.UTF8.GetBytes(account ?? ""), Region = Encoding.UTF8.GetBytes(region ?? "") };
        _feed = new RecordFeed(source, parser, tally, name, limits, host);
    }

    /// <summary>What holds the current row.</summary>
    public RecordBatch Batch { get; }

    /// <summary>The row of the record read last. Valid until the next read.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet, or the end was reached.</exception>
    public int Row => (uint)_row < (uint)Batch.Count ? _row : throw new InvalidOperationException("There is no current record.");

    /// <summary>What became of everything that was read so far.</summary>
    public IngestionReport Report => _tally.Report();

    /// <summary>Goes on to the next record. False at the end.</summary>
    public bool Read()
    {
        if (++_row < Batch.Count)
        {
            return true;
        }

        _row = _feed.Fill(Batch) ? 0 : -1;
        return _row == 0;
    }

    /// <summary>Goes on to the next record without blocking a thread. False at the end.</summary>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        ++_row < Batch.Count ? ValueTask.FromResult(true) : FillAsync(cancellationToken);

    /// <summary>Gives buffers back, and closes the source unless it stays open.</summary>
    public void Dispose()
    {
        _feed.Dispose();
        if (!_leaveOpen)
        {
            _source.Dispose();
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _row = await _feed.FillAsync(Batch, cancellationToken).ConfigureAwait(false) ? 0 : -1;
        return _row == 0;
    }
}
