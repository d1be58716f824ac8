namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// Composes the models into a stream of requests in the order of the log. Populations come from one sequence of random numbers and
/// requests from another, so that a longer log begins with the same clients and APIs.
/// </summary>
internal static class TrafficGenerator
{
    private const int LatestMs = 2_000;

    /// <summary>The identifiers of the APIs that the requests are of.</summary>
    public static IEnumerable<string> ApiIds(SyntheticTraffic traffic, SyntheticApiKind kind)
    {
        var seeds = new Xoshiro256(traffic.Seed ^ ((ulong)kind << 56));
        return new ApiPopulation(new Xoshiro256(seeds.Next()), traffic, kind).Ids;
    }

    public static IEnumerable<SyntheticRequest> Generate(SyntheticTraffic traffic, SyntheticApiKind kind)
    {
        var seeds = new Xoshiro256(traffic.Seed ^ ((ulong)kind << 56));
        var world = new Xoshiro256(seeds.Next());
        var random = new Xoshiro256(seeds.Next() ^ (traffic.RequestSeed * 0x9E3779B97F4A7C15));
        var curve = new TrafficCurve(traffic);
        var apis = new ApiPopulation(world, traffic, kind);
        var outcomes = new OutcomeModel(world, traffic, kind, curve, apis);
        var clients = new ClientPopulation(world, traffic);
        var http = new HttpRequestGenerator(random, traffic, kind, apis, clients, outcomes);
        var webSocket = new WebSocketRequestGenerator(random, traffic, apis, clients, outcomes);
        var startMs = traffic.Start.ToUnixTimeMilliseconds();
        var hour = 0;
        for (var i = 0L; i < traffic.Records; i++)
        {
            var afterMs = curve.Time((i + random.Unit()) / traffic.Records, ref hour);
            if (random.Chance(traffic.OutOfOrderShare))
                afterMs = Math.Max(0, afterMs - random.Below(LatestMs));
            yield return kind == SyntheticApiKind.WebSocket
                ? webSocket.Create(startMs + afterMs, hour)
                : http.Create(startMs + afterMs, hour);
        }
    }
}
