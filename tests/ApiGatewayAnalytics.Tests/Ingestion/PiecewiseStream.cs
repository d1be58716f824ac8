using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Gives its bytes in pieces of the lengths that are asked for, then without end in pieces of the last length.</summary>
internal sealed class PiecewiseStream(byte[] data, params int[] lengths) : ReadOnlyStream
{
    private int _position;
    private int _piece;

    public override int Read(Span<byte> buffer)
    {
        int length = lengths.Length == 0 ? int.MaxValue : lengths[Math.Min(_piece++, lengths.Length - 1)];
        int read = Math.Min(Math.Min(length, buffer.Length), data.Length - _position);
        data.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }
}
