using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>The same bytes again and again, without allocating.</summary>
internal sealed class RepeatingStream(byte[] data, int times) : ReadOnlyStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        if (_position >= (long)data.Length * times)
            return 0;
        ReadOnlySpan<byte> rest = data.AsSpan((int)(_position % data.Length));
        int read = Math.Min(buffer.Length, rest.Length);
        rest[..read].CopyTo(buffer);
        _position += read;
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
