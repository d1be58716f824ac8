using ApiGatewayAnalytics.Cli.Input;

namespace ApiGatewayAnalytics.Cli.Tests.Input;

public sealed class InterruptibleStreamTests
{
    [Fact]
    public void It_passes_every_byte_on()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
        using var stream = new InterruptibleStream(new MemoryStream(bytes), CancellationToken.None);
        using var copy = new MemoryStream();

        stream.CopyTo(copy);

        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public void An_interrupt_ends_a_read_that_waits()
    {
        using var interrupt = new CancellationTokenSource();
        using var never = new WaitingStream(interrupt.Cancel);
        using var stream = new InterruptibleStream(never, interrupt.Token);

        Assert.ThrowsAny<OperationCanceledException>(() => stream.Read(new byte[10], 0, 10));
        never.Release();
    }

    private sealed class WaitingStream(Action whenRead) : MemoryStream
    {
        private readonly ManualResetEventSlim _released = new();

        public void Release() => _released.Set();

        public override int Read(byte[] buffer, int offset, int count)
        {
            whenRead();
            _released.Wait();
            return 0;
        }
    }
}
