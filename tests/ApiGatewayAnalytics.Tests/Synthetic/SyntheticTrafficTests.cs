using System.Net;
using System.Net.Sockets;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Synthetic;

public class SyntheticTrafficTests
{
    private const int Count = 100_000;

    private static readonly SyntheticTraffic s_traffic = new() { Records = Count };
    private static readonly Lazy<List<SyntheticRequest>> s_rest = new(() => [.. s_traffic.Requests()]);
    private static readonly Lazy<List<SyntheticRequest>> s_http = new(() => [.. s_traffic.Requests(SyntheticLayout.Http)]);
    private static readonly Lazy<List<SyntheticRequest>> s_webSocket = new(() => [.. s_traffic.Requests(SyntheticLayout.WebSocket)]);

    [Theory]
    [InlineData(SyntheticApiKind.Rest)]
    [InlineData(SyntheticApiKind.Http)]
    [InlineData(SyntheticApiKind.WebSocket)]
    public void TheSharesOfErrorsAreAsAsked(SyntheticApiKind kind)
    {
        var requests = Requests(kind);
        Assert.InRange(requests.Count(r => r.Status is >= 400 and < 500) / (double)Count, 0.027, 0.033);
        Assert.InRange(requests.Count(r => r.Status >= 500) / (double)Count, 0.0055, 0.0085);
    }

    [Fact]
    public void WithoutErrorsAllRequestsSucceed() =>
        Assert.All(
            (s_traffic with { Records = 5_000, ClientErrorShare = 0, ServerErrorShare = 0 }).Requests(), r => Assert.True(r.Status < 400));

    [Fact]
    public void RequestsAscendButForAFewAndStayInTheRange()
    {
        var requests = s_rest.Value;
        var last = s_traffic.Start + s_traffic.Duration - TimeSpan.FromMilliseconds(1);
        Assert.All(requests, r => Assert.InRange(r.Time, s_traffic.Start, last));
        var late = requests.Zip(requests.Skip(1)).Where(pair => pair.Second.Time < pair.First.Time).ToList();
        Assert.InRange(late.Count, 50, 1_000);
        Assert.All(late, pair => Assert.True(pair.First.Time - pair.Second.Time < TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void AShortRangeEndsWhereItSays()
    {
        var traffic = s_traffic with { Records = 1_000, Duration = TimeSpan.FromMinutes(90), Start = s_traffic.Start.AddMinutes(17) };
        var times = traffic.Requests().Select(r => r.Time).ToList();
        Assert.InRange(times.Min(), traffic.Start, traffic.Start.AddMinutes(1));
        Assert.InRange(times.Max(), traffic.Start.AddMinutes(89), traffic.Start.AddMinutes(90).AddMilliseconds(-1));
    }

    [Fact]
    public void TrafficFollowsTheHoursOfTheDay()
    {
        var byHour = s_rest.Value.GroupBy(r => r.Time.Hour).ToDictionary(g => g.Key, g => g.Count());
        Assert.True(byHour[11] > 5 * byHour[3]);
    }

    [Theory]
    [InlineData(SyntheticApiKind.Rest, 36)]
    [InlineData(SyntheticApiKind.Http, 16)]
    [InlineData(SyntheticApiKind.WebSocket, 16)]
    public void RequestIdsAreUnique(SyntheticApiKind kind, int length)
    {
        var requests = Requests(kind);
        Assert.Equal(Count, requests.Select(r => r.RequestId).Distinct().Count());
        Assert.Equal(Count, requests.Select(r => r.ExtendedRequestId).Distinct().Count());
        Assert.All(requests, r => Assert.Equal(length, r.RequestId!.Length));
        Assert.All(requests, r => Assert.EndsWith("=", r.ExtendedRequestId, StringComparison.Ordinal));
        if (kind == SyntheticApiKind.Rest)
            Assert.All(requests, r => Assert.True(Guid.TryParseExact(r.RequestId, "D", out _)));
    }

    [Fact]
    public void TheIntegrationIsQuickerThanTheWholeResponse()
    {
        Assert.All(s_rest.Value.Concat(s_http.Value), r => Assert.True((r.IntegrationLatency ?? -1) < r.ResponseLatency));
        Assert.Contains(s_rest.Value, r => r.IntegrationLatency >= 29_000);
        Assert.True(s_rest.Value.Average(r => r.ResponseLatency) < 300);
    }

    [Fact]
    public void PopulationsHaveTheSizeAskedFor()
    {
        var traffic = s_traffic with
        {
            Apis = 5,
            StagesPerApi = 2,
            Resources = 10,
            Addresses = 100,
            UserAgents = 50,
            DistinctPaths = 10_000,
        };
        var requests = traffic.Requests().ToList();
        Assert.Equal(5, requests.Select(r => r.ApiId).Distinct().Count());
        Assert.Equal(2, requests.Select(r => r.Stage).Distinct().Count());
        Assert.Equal(10, requests.Where(r => r.ResourceId is not null).Select(r => r.ResourcePath).Distinct().Count());
        Assert.Equal(100, requests.Select(r => r.IdentitySourceIp).Distinct().Count());
        Assert.Equal(50, requests.Select(r => r.IdentityUserAgent).Distinct().Count());
        Assert.InRange(requests.Select(r => r.Path).Distinct().Count(), 4_000, 10_000);
    }

    [Fact]
    public void AddressesAreOfBothFamiliesAndSomeCallOften()
    {
        var addresses = s_rest.Value.ConvertAll(r => IPAddress.Parse(r.IdentitySourceIp!));
        Assert.InRange(addresses.Count(a => a.AddressFamily == AddressFamily.InterNetworkV6) / (double)Count, 0.05, 0.25);
        Assert.True(addresses.GroupBy(a => a).Max(g => g.Count()) > 100);
        Assert.True(addresses.Distinct().Count() > 15_000);
    }

    [Fact]
    public void ErrorsOfTheGatewayHaveTheStatusOfTheirType()
    {
        var statuses = new Dictionary<string, int>
        {
            ["UNAUTHORIZED"] = 401,
            ["ACCESS_DENIED"] = 403,
            ["MISSING_AUTHENTICATION_TOKEN"] = 403,
            ["INVALID_API_KEY"] = 403,
            ["THROTTLED"] = 429,
            ["QUOTA_EXCEEDED"] = 429,
            ["WAF_FILTERED"] = 403,
            ["BAD_REQUEST_BODY"] = 400,
            ["BAD_REQUEST_PARAMETERS"] = 400,
            ["EXPIRED_TOKEN"] = 403,
            ["INVALID_SIGNATURE"] = 403,
            ["UNSUPPORTED_MEDIA_TYPE"] = 415,
            ["INTEGRATION_TIMEOUT"] = 504,
            ["INTEGRATION_FAILURE"] = 504,
            ["API_CONFIGURATION_ERROR"] = 500,
            ["AUTHORIZER_FAILURE"] = 500,
            ["AUTHORIZER_CONFIGURATION_ERROR"] = 500,
        };
        var typed = s_rest.Value.Where(r => r.ErrorResponseType is not (null or "DEFAULT_5XX")).ToList();
        Assert.All(typed, r => Assert.Equal(statuses[r.ErrorResponseType!], r.Status));
        Assert.Equal(statuses.Keys.Order(), typed.Select(r => r.ErrorResponseType!).Distinct().Order());
        Assert.All(s_rest.Value, r => Assert.Equal(r.ErrorResponseType is null, r.ErrorMessage is null));
        Assert.All(s_rest.Value.Where(r => r.Status < 400), r => Assert.Null(r.ErrorMessage));
    }

    [Fact]
    public void TheFirewallReportsWhatItDid()
    {
        var guarded = s_rest.Value.Where(r => r.WafResponseCode is not null).ToList();
        Assert.All(guarded, r => Assert.Equal(r.WafResponseCode == "WAF_BLOCK", r.WafStatus == 403));
        Assert.All(guarded, r => Assert.NotNull(r.WebaclArn));
        Assert.Equal(guarded.Count(r => r.WafResponseCode == "WAF_BLOCK"), s_rest.Value.Count(r => r.ErrorResponseType == "WAF_FILTERED"));
        Assert.Contains(guarded, r => r.WafResponseCode == "WAF_BLOCK");
    }

    [Fact]
    public void AnApiFailsForAnHour()
    {
        var worst = s_rest.Value
            .GroupBy(r => (r.ApiId, r.Time.Hour))
            .Where(g => g.Count() > 50)
            .Max(g => g.Count(r => r.Status >= 500) / (double)g.Count());
        Assert.True(worst > 0.1, $"The worst hour of an API has {worst:P1} server errors.");
    }

    [Fact]
    public void MessagesBelongToAConnectionThatWasOpened()
    {
        var open = new HashSet<string>();
        foreach (var request in s_webSocket.Value)
        {
            switch (request.EventType)
            {
                case "CONNECT":
                    Assert.True(request.Status == 200 ? open.Add(request.ConnectionId!) : !open.Contains(request.ConnectionId!));
                    break;
                case "DISCONNECT":
                    Assert.True(open.Remove(request.ConnectionId!));
                    break;
                default:
                    Assert.Contains(request.ConnectionId!, open);
                    break;
            }

            Assert.Equal(request.EventType == "MESSAGE", request.MessageId is not null);
            Assert.True(request.ConnectedAt <= request.RequestTimeEpoch);
        }
    }

    [Fact]
    public void HttpApisTellTheTimeInSeconds()
    {
        Assert.All(s_http.Value, r => Assert.Equal(r.Time.ToUnixTimeSeconds(), r.RequestTimeEpoch));
        Assert.All(s_rest.Value, r => Assert.Equal(r.Time.ToUnixTimeMilliseconds(), r.RequestTimeEpoch));
    }

    [Fact]
    public void EveryFieldCanBeAskedForByName()
    {
        var request = s_rest.Value.First(r => r.IntegrationLatency is not null);
        Assert.Equal(request.IdentitySourceIp, request["identitySourceIp"]);
        Assert.Equal(request.IdentitySourceIp, request["identity.sourceIp"]);
        Assert.Equal(request.IntegrationStatus, long.Parse(request["integrationStatus"]!, provider: null));
        Assert.All(SyntheticRequest.FieldNames, name => _ = request[name]);
        Assert.Contains("'nothing'", Assert.Throws<KeyNotFoundException>(() => request["nothing"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefusedWithTheirValue()
    {
        Assert.Equal(0, Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { Apis = 0 }).ActualValue);
        Assert.Equal(11, Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { StagesPerApi = 11 }).ActualValue);
        Assert.Equal(-1L, Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { Records = -1 }).ActualValue);
        Assert.Equal(0.6, Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { ServerErrorShare = 0.6 }).ActualValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { ClientErrorShare = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic { Duration = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticTraffic().Requests((SyntheticLayout)99));
    }

    private static List<SyntheticRequest> Requests(SyntheticApiKind kind) => kind switch
    {
        SyntheticApiKind.Rest => s_rest.Value,
        SyntheticApiKind.Http => s_http.Value,
        _ => s_webSocket.Value,
    };
}
