using System.Diagnostics;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>A clock that is set while days are filled in at once, and goes on by itself from then on.</summary>
internal sealed class MovingClock : TimeProvider
{
    private DateTimeOffset _set;
    private long _startedAt;

    public override DateTimeOffset GetUtcNow() => _set + (_startedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_startedAt));

    public void Set(DateTimeOffset now) => _set = now;

    public void Start() => _startedAt = Stopwatch.GetTimestamp();
}
