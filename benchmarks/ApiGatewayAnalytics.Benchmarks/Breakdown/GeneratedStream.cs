using System.Buffers;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>A log that is made while it is read, so that it may be longer than disk and memory. Knows what the making took.</summary>
internal sealed class GeneratedStream(SyntheticTraffic traffic) : ReadOnlyStream
{
    private readonly IEnumerator<SyntheticRequest> _requests = traffic.Requests(SyntheticLayout.Rest).GetEnumerator();
    private readonly SyntheticRequestWriter _writer = new(SyntheticLayout.Rest);
    private readonly ArrayBufferWriter<byte> _made = new(512 * 1024);
    private int _given;

    /// <summary>What the making took.</summary>
    public Stage Making { get; } = new();

    public override int Read(Span<byte> buffer)
    {
        if (_given == _made.WrittenCount)
        {
            Make();
        }

        int count = Math.Min(buffer.Length, _made.WrittenCount - _given);
        _made.WrittenSpan.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _requests.Dispose();
        base.Dispose(disposing);
    }

    private void Make()
    {
        Making.Start();
        _made.ResetWrittenCount();
        _given = 0;
        while (_made.WrittenCount < 256 * 1024 && _requests.MoveNext())
        {
            _writer.WriteLine(_requests.Current, _made);
        }

        Making.Stop();
    }
}
