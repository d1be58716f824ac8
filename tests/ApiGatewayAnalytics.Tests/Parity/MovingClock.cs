namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>A clock that a test moves.</summary>
internal sealed class MovingClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
