using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Synthetic;

/// <summary>Traffic in which nothing stands out but its incidents.</summary>
public sealed class SteadyTrafficTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private static readonly SyntheticTraffic s_traffic = new()
    {
        Records = 40_000,
        Start = s_start,
        Apis = 3,
        StagesPerApi = 2,
        ClientErrorShare = 0.006,
        ServerErrorShare = 0.001,
        IsSteady = true,
    };

    public static TheoryData<SyntheticLayout> Layouts => [SyntheticLayout.Rest, SyntheticLayout.Http, SyntheticLayout.WebSocket];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void NoFewMinutesOfAStageFailOrAreEmptyByChance(SyntheticLayout layout)
    {
        SyntheticRequest[] requests = [.. s_traffic.Requests(layout)];
        foreach (IGrouping<(string?, string?), SyntheticRequest> stage in requests.GroupBy(request => (request.ApiId, request.Stage)))
        {
            for (int minute = 10; minute <= 24 * 60; minute += 5)
            {
                DateTimeOffset end = s_start.AddMinutes(minute);
                SyntheticRequest[] window = [.. stage.Where(request => request.Time >= end.AddMinutes(-5) && request.Time < end)];
                Assert.True(window.Count(request => request.Status >= 400) * 20 < Math.Max(1, window.Length), $"{stage.Key} at {minute}");
                Assert.True(stage.Count(request => request.Time >= end.AddMinutes(-10) && request.Time < end) > 1, $"{stage.Key} at {minute}");
            }
        }

        Assert.InRange(requests.Count(request => request.Status >= 400) / 40_000.0, 0.002, 0.009);
        Assert.All(requests.Where(request => request.Status < 400), request => Assert.InRange(request.IntegrationLatency ?? 0, 0, 1_500));
    }

    [Fact]
    public void IncidentsMeetTheStageThatTheySay()
    {
        SyntheticIncident incident = new()
        {
            Kind = SyntheticIncidentKind.FailingFunction,
            Api = 0,
            Stage = "prod",
            Start = s_start.AddHours(9),
            Duration = TimeSpan.FromHours(2),
            Share = 0.25,
        };
        SyntheticTraffic failing = s_traffic with
        {
            ClientErrorShare = 0,
            ServerErrorShare = 0,
            Incidents = [incident, incident with { Kind = SyntheticIncidentKind.BlockedAttack, Start = s_start.AddHours(14) }, incident with { Kind = SyntheticIncidentKind.BlockedAttack, Api = 1, Share = 1 }],
        };
        string[] apis = [.. failing.ApiIds(SyntheticLayout.Rest)];
        SyntheticRequest[] failed = [.. failing.Requests().Where(request => request.Status >= 400)];

        // The second API has no firewall that could block anything.
        Assert.All(failed, request => Assert.Equal((apis[0], "prod"), (request.ApiId, request.Stage)));
        Assert.All(failed.Where(request => request.Time.Hour < 12), request => Assert.Equal((500, null), (request.Status, request.IntegrationError)));
        Assert.All(failed.Where(request => request.Time.Hour > 12), request => Assert.Equal((403, "WAF_BLOCK"), (request.Status, request.WafResponseCode)));
        int met = failing.Requests().Count(request => request.ApiId == apis[0] && request.Stage == "prod" && request.Time.Hour is 9 or 10);
        Assert.InRange(failed.Count(request => request.Time.Hour < 12), (met / 4) - 1, (met / 4) + 1);
    }

    [Fact]
    public void AnotherSeedOfRequestsIsAnotherDayOfTheSameWorld()
    {
        SyntheticTraffic other = s_traffic with { RequestSeed = 7 };
        Assert.Equal(s_traffic.ApiIds(SyntheticLayout.Rest).AsEnumerable(), other.ApiIds(SyntheticLayout.Rest).AsEnumerable());
        HashSet<string?> known = [.. s_traffic.Requests().Select(request => request.IdentityUserAgent)];
        SyntheticRequest[] requests = [.. other.Requests()];
        Assert.InRange(requests.Count(request => known.Contains(request.IdentityUserAgent)), 39_000, 40_000);
        Assert.Empty(requests.Select(request => request.RequestId).Intersect(s_traffic.Requests().Select(request => request.RequestId)));
    }

    [Fact]
    public void FewPrincipalsCallOften()
    {
        SyntheticRequest[] requests = [.. (s_traffic with { Principals = 200 }).Requests().Where(request => request.AuthorizerPrincipalId is not null)];
        int[] calls = [.. requests.GroupBy(request => request.AuthorizerPrincipalId).Select(calling => calling.Count()).OrderDescending()];
        Assert.InRange(calls.Length, 190, 200);
        Assert.True(calls[0] > 10 * calls[^1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { Principals = 0 });
    }
}
