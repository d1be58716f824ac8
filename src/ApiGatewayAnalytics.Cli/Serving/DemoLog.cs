using System.Buffers;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// The made-up log of a part of a script, which grows as time goes by: reading ends with the last line that is written by then, and goes on later. APIs of
/// all kinds write into it by turns, some minutes at a time, so that each hour is counted once and not once per kind.
/// </summary>
internal sealed class DemoLog : ReadOnlyStream
{
    private const int PieceBytes = 64 * 1024;

    private static readonly TimeSpan s_turn = TimeSpan.FromMinutes(15);

    private readonly (IEnumerator<SyntheticRequest> Requests, SyntheticRequestWriter Writer)[] _kinds;
    private readonly Func<SyntheticRequest, bool> _see;
    private readonly ArrayBufferWriter<byte> _piece = new(PieceBytes + 4096);
    private readonly bool[] _hasMore;
    private DateTimeOffset _turnEnd;
    private int _kind;
    private int _sent;

    /// <param name="start">When it begins.</param>
    /// <param name="traffic">What is written, and how.</param>
    /// <param name="see">Is told of each request; whether it is logged.</param>
    public DemoLog(DateTimeOffset start, IEnumerable<(SyntheticLayout Layout, SyntheticTraffic Traffic)> traffic, Func<SyntheticRequest, bool> see)
    {
        _see = see;
        _kinds = [.. traffic.Select(kind => (kind.Traffic.Requests(kind.Layout).GetEnumerator(), new SyntheticRequestWriter(kind.Layout)))];
        _hasMore = Array.ConvertAll(_kinds, kind => kind.Requests.MoveNext());
        _turnEnd = start + s_turn;
    }

    /// <summary>How late it is.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Fills the buffer as far as there is something to read: who gets little takes it for a pause.</summary>
    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        while (read < buffer.Length)
        {
            if (_sent == _piece.WrittenCount)
            {
                _piece.ResetWrittenCount();
                _sent = 0;
                Write();
                if (_piece.WrittenCount == 0)
                {
                    break;
                }
            }

            int length = Math.Min(buffer.Length - read, _piece.WrittenCount - _sent);
            _piece.WrittenSpan.Slice(_sent, length).CopyTo(buffer[read..]);
            _sent += length;
            read += length;
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        foreach ((IEnumerator<SyntheticRequest> requests, _) in _kinds)
        {
            requests.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Fills the next piece; leaves it empty where nothing more is written by now.</summary>
    private void Write()
    {
        while (_hasMore.Contains(true))
        {
            WriteTurn(_kind, _turnEnd < Now ? _turnEnd : Now);
            if (_piece.WrittenCount >= PieceBytes)
            {
                return;
            }

            _kind = (_kind + 1) % _kinds.Length;
            if (_kind == 0)
            {
                if (_turnEnd >= Now)
                {
                    return;
                }

                _turnEnd += s_turn;
            }
        }
    }

    private void WriteTurn(int kind, DateTimeOffset end)
    {
        (IEnumerator<SyntheticRequest> requests, SyntheticRequestWriter writer) = _kinds[kind];
        while (_hasMore[kind] && requests.Current.Time <= end && _piece.WrittenCount < PieceBytes)
        {
            if (_see(requests.Current))
            {
                writer.WriteLine(requests.Current, _piece);
            }

            _hasMore[kind] = requests.MoveNext();
        }
    }
}
