using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Turns one input into rows, whatever it is wrapped in: finds where records begin, opens envelopes and compression as they
/// come, and counts everything that it meets. All levels of nesting share one buffer, which the rows point into: plain input is
/// read straight into it, strings of envelopes are decoded where they stand, and what is decompressed is put behind. The input
/// is pulled; only reading its bytes differs between <see cref="Fill()"/> and <see cref="FillAsync(CancellationToken)"/>.
/// <para>
/// Memory is bounded by the limits of <see cref="IngestionOptions"/>, not by the input; reading plain records allocates nothing
/// once the buffer is there. Bad input never throws; what the input stream throws passes through. Not thread-safe.
/// </para>
/// </summary>
internal sealed partial class RecordFeed : IDisposable
{
    /// <summary>How much is read at once. It fits the second-level cache.</summary>
    public const int DefaultBufferLength = 512 << 10;

    private readonly RecordLane[] _lanes;
    private readonly RecordRouter? _router;
    private readonly IngestionOptions _options;
    private readonly IngestionTally _tally;
    private readonly SourceTally _source;
    private readonly EventIdFilter? _eventIds;
    private readonly CountingStream _input;
    private readonly ExpansionBudget _budget;
    private readonly FeedLevel?[] _levels;
    private readonly RecordLane? _messageLane;
    private readonly bool _isAccountCertain;
    private readonly bool _isRegionCertain;
    private long _compressedCounted;
    private int _depth;
    private int _stages;

    /// <param name="input">What to read; it stays the caller's.</param>
    /// <param name="parser">Reads the innermost records.</param>
    /// <param name="tally">Where everything is counted.</param>
    /// <param name="name">What the input is called in counts and positions; an S3 key or ARN in it says account and region.</param>
    /// <param name="options">The limits; the defaults where null.</param>
    /// <param name="host">What the host says of the records; anything else is preferred to it.</param>
    /// <param name="eventIds">The CloudWatch Logs events read before; null where none are to be left out.</param>
    /// <param name="bufferLength">The first length of the buffer.</param>
    public RecordFeed(
        Stream input,
        IRecordParser parser,
        IngestionTally tally,
        string name,
        IngestionOptions? options = null,
        RecordOrigin? host = null,
        EventIdFilter? eventIds = null,
        int bufferLength = DefaultBufferLength)
        : this(input, [new RecordLane(parser, [])], tally, name, options, host, eventIds, bufferLength)
    {
    }

    /// <param name="input">What to read; it stays the caller's.</param>
    /// <param name="lanes">Where records go, by source; the first lane takes what no other one knows.</param>
    /// <param name="tally">Where everything is counted.</param>
    /// <param name="name">What the input is called in counts and positions; an S3 key or ARN in it says account and region.</param>
    /// <param name="options">The limits; the defaults where null.</param>
    /// <param name="host">What the host says of the records; anything else is preferred to it.</param>
    /// <param name="eventIds">The CloudWatch Logs events read before; null where none are to be left out.</param>
    /// <param name="bufferLength">The first length of the buffer.</param>
    public RecordFeed(
        Stream input,
        RecordLane[] lanes,
        IngestionTally tally,
        string name,
        IngestionOptions? options = null,
        RecordOrigin? host = null,
        EventIdFilter? eventIds = null,
        int bufferLength = DefaultBufferLength)
    {
        _lanes = lanes;
        _messageLane = Array.Find(lanes, lane => lane.Parser.ReadsMessages);
        _router = lanes.Length > 1 ? new RecordRouter(lanes) : null;
        _tally = tally;
        _options = options ?? IngestionOptions.Default;
        _source = tally.Source(name);
        _eventIds = eventIds;
        _input = new CountingStream(input);
        _budget = new ExpansionBudget(_input, _options);
        _levels = new FeedLevel?[_options.MaxDepth + 1];
        _shared = new SharedBuffer(bufferLength);
        _buffer = _shared.Bytes;
        FeedLevel top = _levels[0] = new FeedLevel();
        top.Open(0, 0, _input);
        S3KeyInfo key = S3KeyInfo.Parse(name);
        _isAccountCertain = !key.Account.IsEmpty;
        _isRegionCertain = !key.Region.IsEmpty;
        top.Origin.Account = _isAccountCertain ? key.Account : host?.Account ?? default;
        top.Origin.Region = _isRegionCertain ? key.Region : host?.Region ?? default;
        top.Origin.Time = host?.Time ?? -1;
    }

    private enum Progress
    {
        /// <summary>Something was read, or the level changed.</summary>
        Moved,

        /// <summary>The level has to have more bytes, or end.</summary>
        Starved,
    }

    private enum Turn
    {
        Filled,
        NeedsInput,
        Over,
    }

    private FeedLevel Top => _levels[_depth]!;

    /// <summary>The rows of all lanes that are not handed over yet.</summary>
    private bool HasRows
    {
        get
        {
            foreach (RecordLane lane in _lanes)
            {
                if (lane.Batch.Count > 0)
                    return true;
            }

            return false;
        }
    }

    private bool IsFull
    {
        get
        {
            foreach (RecordLane lane in _lanes)
            {
                if (lane.Batch.IsFull)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Fills <paramref name="batch"/>, as <see cref="Fill()"/> fills that of a lane; for a feed of a single one.</summary>
    public bool Fill(RecordBatch batch)
    {
        _lanes[0].Batch = batch;
        return Fill();
    }

    /// <summary>
    /// Clears the batches of the lanes and fills them with the next rows: as many as the first full one takes or as the buffered bytes
    /// hold, at least one. The rows point into the buffer of this feed and die at the next call.
    /// </summary>
    /// <returns>False where no row is left; the batches are empty then.</returns>
    public bool Fill()
    {
        Begin();
        return Continue();
    }

    /// <inheritdoc cref="Fill(RecordBatch)"/>
    public ValueTask<bool> FillAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        _lanes[0].Batch = batch;
        return FillAsync(cancellationToken);
    }

    /// <inheritdoc cref="Fill()"/>
    public ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        return ContinueAsync(cancellationToken);
    }

    /// <summary>Keeps the bytes that the rows of the last batch point into until the buffer is released, whatever is read meanwhile.</summary>
    public SharedBuffer Lend() => _shared.Lend();

    /// <summary>Gives the buffer back. Rows of the last batch are gone, unless the buffer was lent.</summary>
    public void Dispose()
    {
        foreach (FeedLevel? level in _levels)
            level?.Close();
        _shared.Release();
        _depth = -1;
    }

    private void Begin()
    {
        foreach (RecordLane lane in _lanes)
        {
            lane.Batch.Clear();
            lane.Batch.Buffer = _buffer;
        }
    }

    private bool Continue()
    {
        while (true)
        {
            Turn turn = Advance();
            if (turn != Turn.NeedsInput)
                return turn == Turn.Filled;
            Receive(Top, Top.Source!.Read(Free(Top).Span));
        }
    }

    private async ValueTask<bool> ContinueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Turn turn = Advance();
            if (turn != Turn.NeedsInput)
                return turn == Turn.Filled;
            Receive(Top, await Top.Source!.ReadAsync(Free(Top), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Reads on until rows are to be handed over, or bytes of the input itself are needed.</summary>
    private Turn Advance()
    {
        while (_depth >= 0)
        {
            if (IsFull)
                return Turn.Filled;
            FeedLevel level = Top;
            if (Step(level) == Progress.Moved)
                continue;
            if (level.Cut is { } reason)
            {
                EndCut(level, reason);
            }
            else if (level.IsEnded)
            {
                level.Close();
                _stages -= level.Stages;
                _depth--;
            }
            else if ((_depth == 0 && HasRows && !_isParted) || !TryMakeRoom(level))
            {
                return Turn.Filled;
            }
            else if (_depth == 0)
            {
                return Turn.NeedsInput;
            }
            else
            {
                Receive(level, level.Source!.Read(Free(level).Span));
            }
        }

        Finish();
        return (_isParted ? IsFull : HasRows) ? Turn.Filled : Turn.Over;
    }

    private Progress Step(FeedLevel level)
    {
        if (level.Skipper.IsActive)
            return StepSkip(level);
        return level.Stage == EnvelopeStage.None ? StepRecord(level) : StepEnvelope(level);
    }

    private void Receive(FeedLevel level, int read)
    {
        level.End += read;
        _high = Math.Max(_high, level.End);
        if (_depth == 0)
        {
            _tally.CountBytes(_source, read, _input.BytesRead - _compressedCounted);
            _compressedCounted = _input.BytesRead;
        }

        if (_budget.IsExceeded)
        {
            EndAll(RejectReason.ExpansionLimit);
        }
        else if (read == 0)
        {
            level.Cut = (level.Source as GunzipStream)?.Damage;
            level.IsEnded = level.Cut is null;
        }
    }
}
