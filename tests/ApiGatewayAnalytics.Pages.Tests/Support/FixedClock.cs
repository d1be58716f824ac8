namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>A clock that stands still, so that what the pages show does not depend on when they are tested.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
