using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>
/// A stream whose reads end with the token, though those of the stream beneath cannot: whoever interrupts a tool that waits for
/// standard input wants to see what was read so far. The read that is left behind keeps a buffer of its own.
/// </summary>
internal sealed class InterruptibleStream(Stream inner, CancellationToken cancellationToken) : ReadOnlyStream
{
    private readonly byte[] _buffer = new byte[128 * 1024];

    /// <exception cref="OperationCanceledException">The token was cancelled; the stream is of no use from then on.</exception>
    public override int Read(Span<byte> buffer)
    {
        int wanted = Math.Min(buffer.Length, _buffer.Length);
        Task<int> read = Task.Run(() => inner.Read(_buffer, 0, wanted), cancellationToken);

        // Unlike Result, this throws what the read threw.
        int count = read.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        _buffer.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        // Closing what another thread still reads from could wait for it.
        if (disposing && !cancellationToken.IsCancellationRequested)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
