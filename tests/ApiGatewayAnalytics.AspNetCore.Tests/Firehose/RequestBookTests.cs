using ApiGatewayAnalytics.AspNetCore.Firehose;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>What is remembered of requests.</summary>
public sealed class RequestBookTests
{
    private readonly SignalClock _clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void ARequestIsNewUntilItIsFinished()
    {
        var book = new RequestBook(_clock);
        Guid id = RequestBook.IdOf(Bodies.RequestId);
        Assert.Equal(RequestClaim.New, book.Claim(id));
        Assert.Equal(RequestClaim.InFlight, book.Claim(id));
        book.Release(id);
        Assert.Equal(RequestClaim.New, book.Claim(id));
        book.Finish(id);
        Assert.Equal(RequestClaim.Finished, book.Claim(id));
        _clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromTicks(1);
        Assert.Equal(RequestClaim.Finished, book.Claim(id));
        _clock.Now += TimeSpan.FromTicks(1);
        Assert.Equal(RequestClaim.New, book.Claim(id));
    }

    [Fact]
    public void TheNewestAreRemembered()
    {
        var book = new RequestBook(_clock, capacity: 10);
        Guid[] ids = [.. Enumerable.Range(0, 25).Select(i => RequestBook.IdOf($"request {i}"))];
        foreach (Guid id in ids)
        {
            book.Claim(id);
            book.Finish(id);
        }

        Assert.All(ids[^10..], id => Assert.Equal(RequestClaim.Finished, book.Claim(id)));
        Assert.All(ids[..15], id => Assert.Equal(RequestClaim.New, book.Claim(id)));
    }
}
