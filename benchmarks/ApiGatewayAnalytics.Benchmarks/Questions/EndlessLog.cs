namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>The same records again and again, until it is stopped: a source that never pauses.</summary>
internal sealed class EndlessLog(byte[] records) : Stream
{
    private long _position;
    private volatile bool _isStopped;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Volatile.Read(ref _position); set => throw new NotSupportedException(); }

    /// <summary>Ends the stream with a whole record.</summary>
    public void Stop() => _isStopped = true;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int at = (int)(_position % records.Length);
        if (at == 0 && _isStopped)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, records.Length - at);
        records.AsSpan(at, count).CopyTo(buffer);
        Volatile.Write(ref _position, _position + count);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
