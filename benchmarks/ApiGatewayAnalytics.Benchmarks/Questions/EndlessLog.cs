using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>The same records again and again, until it is stopped: a source that never pauses.</summary>
internal sealed class EndlessLog(byte[] records) : ReadOnlyStream
{
    private long _bytesRead;
    private volatile bool _isStopped;

    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Ends the stream with a whole record.</summary>
    public void Stop() => _isStopped = true;

    public override int Read(Span<byte> buffer)
    {
        int at = (int)(_bytesRead % records.Length);
        if (at == 0 && _isStopped)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, records.Length - at);
        records.AsSpan(at, count).CopyTo(buffer);
        Volatile.Write(ref _bytesRead, _bytesRead + count);
        return count;
    }
}
