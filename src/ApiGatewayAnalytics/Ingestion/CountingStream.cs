namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Counts the bytes read from a stream that it does not own.</summary>
internal sealed class CountingStream(Stream inner) : ReadOnlyStream
{
    private Stream _inner = inner;

    public long BytesRead { get; private set; }

    /// <summary>Goes on with another stream.</summary>
    public void GoOn(Stream next) => _inner = next;

    /// <summary>Counts bytes that came another way.</summary>
    public void Count(int bytes) => BytesRead += bytes;

    public override int Read(Span<byte> buffer)
    {
        int read = _inner.Read(buffer);
        BytesRead += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        BytesRead += read;
        return read;
    }
}
