namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>The same bytes again and again, without allocating.</summary>
internal sealed class RepeatingStream(byte[] data, int times) : Stream
{
    private long _position;

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
        if (_position >= (long)data.Length * times)
            return 0;
        ReadOnlySpan<byte> rest = data.AsSpan((int)(_position % data.Length));
        int read = Math.Min(buffer.Length, rest.Length);
        rest[..read].CopyTo(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
