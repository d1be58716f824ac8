using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Monitoring;

/// <summary>The monitors of an engine against their definition, on random incidents.</summary>
public sealed class MonitorModelTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 22, 17, 23, TimeSpan.Zero);
    private static readonly int[] s_latencies = [50, 300, 1000, 2000, 2500, 4000];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task LiveMonitorsAgreeWithTheirDefinition(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock(s_start);
        AnalyticsEngine engine = Engine(EngineMode.Live, clock);
        var model = new MonitorModel();
        var late = new List<(DateTimeOffset Arrival, Request Request)>();
        long judged = DueMinute(clock) - 1;
        var seen = new HashSet<string>();
        Incident incident = Incident.Random(random);
        for (int minute = 0; minute < 240; minute++)
        {
            if (random.Next(12) == 0)
                incident = Incident.Random(random);
            foreach (Request request in incident.Requests(random, clock.Now))
                late.Add((clock.Now + TimeSpan.FromMinutes(random.Next(10) == 0 ? random.Next(8) : 0), request));
            Request[] arriving = [.. late.Where(entry => entry.Arrival <= clock.Now).Select(entry => entry.Request)];
            late.RemoveAll(entry => entry.Arrival <= clock.Now);
            model.Add(arriving);
            engine.Ingest(Request.Log(arriving), new IngestionSource("log"));
            if (random.Next(25) == 0)
                engine = await Reopen(engine, clock);
            if (random.Next(5) > 0)
            {
                var expected = new List<string>();
                while (judged < DueMinute(clock))
                    expected.AddRange(model.Judge(++judged));
                string[] actual = [.. engine.Monitors.Evaluate().Select(MonitorModel.Describe)];
                Assert.Equal(expected, actual);
                Assert.Empty(engine.Monitors.Evaluate());
                seen.UnionWith(actual.Select(text => $"{text.Split(' ')[1]} {text.Split(' ')[3]}"));
            }

            clock.Now += TimeSpan.FromSeconds(60);
        }

        Assert.InRange(seen.Count, 8, 100);
        Assert.Equal(0, engine.Monitors.SkippedMinutes);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ARangeIsJudgedMinuteByMinute(int seed)
    {
        var random = new Random(seed * 100);
        var requests = new List<Request>();
        Incident incident = Incident.Random(random);
        for (int minute = 0; minute < 3_000; minute++)
        {
            if (random.Next(20) == 0)
                incident = Incident.Random(random);
            if (minute is < 300 or > 2_000)
                requests.AddRange(incident.Requests(random, s_start.AddMinutes(minute)));
        }

        long first = requests.Min(request => request.Minute);
        long last = requests.Max(request => request.Minute);
        var model = new MonitorModel();
        model.Add(requests);
        var expected = new List<string>();
        for (long end = first + 1; end <= last + 1; end++)
            expected.AddRange(model.Judge(end));
        AnalyticsEngine engine = Engine(EngineMode.Files, new ManualClock(s_start.AddDays(30)));
        foreach (Request[] part in requests.OrderBy(_ => random.Next()).Chunk(1 + (requests.Count / 3)))
            engine.Ingest(Request.Log(part), new IngestionSource("log"));

        MonitorTimeline timeline = engine.GetMonitorTimeline();

        Assert.Equal(expected, timeline.Events.Select(MonitorModel.Describe));
        Assert.Equal((0, 0), (timeline.SkippedMinutes, timeline.Unwatched));
        Assert.Equal(timeline.Events.Length, engine.GetAnswer(new PanelQuery { Monitors = true }).Monitors!.Events.Length);
    }

    internal static AnalyticsEngine Engine(EngineMode mode, TimeProvider clock, params MonitorDefinition[] monitors)
    {
        var options = new AnalyticsOptions { Mode = mode };
        options.Dashboards.Clear();
        foreach (MonitorDefinition monitor in monitors.Length > 0 ? monitors : [.. MonitorCatalog.All])
            options.Monitors.Add(monitor);
        return new AnalyticsEngine(options, clock);
    }

    internal static async Task<AnalyticsEngine> Reopen(AnalyticsEngine engine, TimeProvider clock)
    {
        using var content = new MemoryStream();
        await engine.SaveAsync(content);
        content.Position = 0;
        AnalyticsEngine other = Engine(EngineMode.Live, clock, [.. engine.Monitors.Definitions]);
        await other.LoadAsync(content);
        Assert.Equal(engine.Monitors.Firing.Select(MonitorModel.Describe), other.Monitors.Firing.Select(MonitorModel.Describe));
        return other;
    }

    private static long DueMinute(ManualClock clock) => (clock.Now - TimeSpan.FromSeconds(60)).ToUnixTimeSeconds() / 60;

    /// <summary>What goes on for some minutes.</summary>
    private sealed record Incident(int Requests1, int Requests2, int ServerErrors, int ClientErrors, int Waf, int Latency)
    {
        public static Incident Random(Random random) => new(
            random.Next(4) == 0 ? 0 : random.Next(1, 30),
            random.Next(2) == 0 ? 0 : random.Next(1, 4),
            random.Next(3) == 0 ? random.Next(40) : 0,
            random.Next(3) == 0 ? random.Next(20) : 0,
            random.Next(3) == 0 ? random.Next(20) : 0,
            random.Next(s_latencies.Length));

        public IEnumerable<Request> Requests(Random random, DateTimeOffset now)
        {
            for (int i = 0; i < Requests1 + Requests2; i++)
            {
                int status = random.Next(100) < ServerErrors ? 504 : random.Next(100) < ClientErrors ? 401 : random.Next(100) < Waf ? 403 : 200;
                yield return new Request(now - TimeSpan.FromSeconds(random.Next(50)))
                {
                    Api = i < Requests1 ? "api1" : "api2",
                    Stage = random.Next(3) == 0 ? "dev" : "prod",
                    Status = random.Next(50) == 0 ? null : status,
                    Latency = random.Next(4) == 0 ? null : s_latencies[random.Next(Latency + 1)],
                    IntegrationLatency = status == 200 ? s_latencies[random.Next(Latency + 1)] : null,
                    WafLatency = random.Next(6) == 0 ? s_latencies[random.Next(Latency + 1)] : null,
                    IntegrationError = status == 504 || random.Next(20) == 0 ? "timed out" : null,
                    AuthorizerError = status == 401 ? "Unauthorized" : null,
                    WafResponseCode = status == 403 ? "WAF_BLOCK" : random.Next(10) == 0 ? "WAF_ALLOW" : null,
                    ConnectionId = random.Next(9) == 0 ? "c" : null,
                };
            }
        }
    }
}
