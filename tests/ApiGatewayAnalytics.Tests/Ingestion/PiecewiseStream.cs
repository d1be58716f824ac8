namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Gives its bytes in pieces of the lengths that are asked for, then without end in pieces of the last length.</summary>
internal sealed class PiecewiseStream(byte[] data, params int[] lengths) : Stream
{
    private int _position;
    private int _piece;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int length = lengths.Length == 0 ? int.MaxValue : lengths[Math.Min(_piece++, lengths.Length - 1)];
        int read = Math.Min(Math.Min(length, buffer.Length), data.Length - _position);
        data.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
