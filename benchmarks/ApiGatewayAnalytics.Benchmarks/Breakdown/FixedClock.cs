namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>A clock whose time of day stands still, so that the ages of the records do not depend on when the benchmark runs.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
