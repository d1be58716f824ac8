namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>A clock that stands still until it is moved, and tells when it is asked.</summary>
internal sealed class SignalClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;
    private TaskCompletionSource? _asked;

    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _ticks, value.UtcTicks);
    }

    /// <summary>Ends when the clock is asked the next time.</summary>
    public Task NextQuestion()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _asked, asked);
        return asked.Task;
    }

    public override DateTimeOffset GetUtcNow()
    {
        Interlocked.Exchange(ref _asked, null)?.SetResult();
        return Now;
    }
}
