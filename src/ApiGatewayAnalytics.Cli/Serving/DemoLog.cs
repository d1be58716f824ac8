using System.Buffers;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>A made-up log that grows as time goes by: reading ends with the last line that is written by then, and goes on later.</summary>
internal sealed class DemoLog : ReadOnlyStream
{
    private const int PieceBytes = 128 * 1024;

    private readonly IEnumerator<SyntheticRequest> _requests;
    private readonly SyntheticRequestWriter _writer;
    private readonly Action<SyntheticRequest> _see;
    private readonly ArrayBufferWriter<byte> _piece = new(PieceBytes + 4096);
    private int _sent;
    private bool _hasRequest;

    /// <param name="name">Its name.</param>
    /// <param name="traffic">What is written.</param>
    /// <param name="layout">How.</param>
    /// <param name="see">Is told of each request that is written.</param>
    public DemoLog(string name, SyntheticTraffic traffic, SyntheticLayout layout, Action<SyntheticRequest> see)
    {
        (Name, _see) = (name, see);
        _requests = traffic.Requests(layout).GetEnumerator();
        _writer = new SyntheticRequestWriter(layout);
        _hasRequest = _requests.MoveNext();
    }

    public string Name { get; }

    /// <summary>How late it is.</summary>
    public DateTimeOffset Now { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (_sent == _piece.WrittenCount)
        {
            _piece.ResetWrittenCount();
            _sent = 0;
            while (_hasRequest && _requests.Current.Time <= Now && _piece.WrittenCount < PieceBytes)
            {
                _writer.WriteLine(_requests.Current, _piece);
                _see(_requests.Current);
                _hasRequest = _requests.MoveNext();
            }
        }

        int length = Math.Min(buffer.Length, _piece.WrittenCount - _sent);
        _piece.WrittenSpan.Slice(_sent, length).CopyTo(buffer);
        _sent += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        _requests.Dispose();
        base.Dispose(disposing);
    }
}
