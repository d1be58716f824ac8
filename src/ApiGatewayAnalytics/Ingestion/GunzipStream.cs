using System.IO.Compression;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Decompresses gzip members in a row. Damage does not throw: reading returns 0 with <see cref="Damage"/> set, and after
/// <see cref="Resume"/> goes on with the next member.
/// </summary>
internal sealed class GunzipStream : ReadOnlyStream
{
    private readonly GzipMemberFeed _feed;
    private readonly Stream? _rest;
    private readonly ExpansionBudget _budget;
    private readonly byte[] _tail = new byte[GzipMemberFeed.Sentinel.Length];
    private GZipStream _gzip;
    private int _tailLength;
    private Phase _phase;

    /// <param name="first">The first compressed bytes, which are copied.</param>
    /// <param name="rest">What follows them.</param>
    /// <param name="budget">What may come out.</param>
    public GunzipStream(ReadOnlySpan<byte> first, Stream? rest, ExpansionBudget budget)
    {
        _rest = rest;
        _budget = budget;
        _feed = new GzipMemberFeed(first, rest);
        _gzip = new GZipStream(_feed, CompressionMode.Decompress, leaveOpen: true);
    }

    private enum Phase
    {
        /// <summary>Within members.</summary>
        Inflating,

        /// <summary>After the last member, in what may be padding.</summary>
        Padding,

        /// <summary>After damage, on the way to the next member.</summary>
        Searching,

        Ended,
    }

    /// <summary>Why reading returned 0 before the end.</summary>
    public RejectReason? Damage { get; private set; }

    public void Resume() => Damage = null;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (NeedsFill(out bool isOver))
            {
                _feed.Fill();
            }
            else if (isOver)
            {
                return 0;
            }
            else
            {
                int read;
                try
                {
                    read = _gzip.Read(buffer);
                }
                catch (InvalidDataException)
                {
                    return Fail(_feed.IsSentinelGiven ? RejectReason.Truncated : RejectReason.BadEncoding);
                }

                if (IsSettled(buffer[..read]))
                    return read;
            }
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (NeedsFill(out bool isOver))
            {
                await _feed.FillAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (isOver)
            {
                return 0;
            }
            else
            {
                int read;
                try
                {
                    read = await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                }
                catch (InvalidDataException)
                {
                    return Fail(_feed.IsSentinelGiven ? RejectReason.Truncated : RejectReason.BadEncoding);
                }

                if (IsSettled(buffer.Span[..read]))
                    return read;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            _feed.Dispose();
            (_rest as GunzipStream)?.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NeedsFill(out bool isOver)
    {
        if (Damage is null && _phase is Phase.Padding or Phase.Searching)
        {
            bool isFound = _feed.TryFindMember(out bool skippedData);
            if (isFound)
            {
                _gzip.Dispose();
                _gzip = new GZipStream(_feed, CompressionMode.Decompress, leaveOpen: true);
            }

            bool wasPadding = _phase == Phase.Padding;
            _phase = isFound ? Phase.Inflating : _feed.IsEnded ? Phase.Ended : _phase;
            if (wasPadding && skippedData)
            {
                Damage = RejectReason.BadEncoding;
                _phase = _phase == Phase.Padding ? Phase.Searching : _phase;
            }
        }

        isOver = Damage is not null || _phase == Phase.Ended;
        return !isOver && _phase != Phase.Inflating;
    }

    /// <summary>Whether what was inflated is an answer: data, damage or the end.</summary>
    private bool IsSettled(ReadOnlySpan<byte> inflated)
    {
        if (!_feed.IsSentinelGiven)
        {
            if (!inflated.IsEmpty)
            {
                _budget.Spend(inflated.Length);
                return true;
            }

            // The framework stopped although there is more: not a member.
            if (_feed.EndsInZero)
                _phase = Phase.Padding;
            else
                Fail(RejectReason.BadEncoding);
            return false;
        }

        int room = Math.Min(_tail.Length - _tailLength, inflated.Length);
        inflated[..room].CopyTo(_tail.AsSpan(_tailLength));
        _tailLength += room;
        if (room == inflated.Length && !inflated.IsEmpty)
            return false;
        if (room < inflated.Length || !_tail.AsSpan(0, _tailLength).SequenceEqual(GzipMemberFeed.Sentinel))
            Fail(RejectReason.Truncated);
        _phase = Phase.Ended;
        return false;
    }

    private int Fail(RejectReason reason)
    {
        Damage = reason;
        _phase = _feed.IsSentinelGiven ? Phase.Ended : Phase.Searching;
        return 0;
    }
}
