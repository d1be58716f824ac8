namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Something happens once so much was read.</summary>
internal sealed class InterruptedStream(byte[] data, int after, Action interrupt) : MemoryStream(data)
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, Math.Min(count, 4_096));
        if (Position >= after)
            interrupt();
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }
}
