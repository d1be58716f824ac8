using System.Globalization;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Monitoring;

/// <summary>Monitors fed with datapoints: alone, against their definition, and beside access logs.</summary>
public sealed class MetricMonitorTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 22, 17, 0, TimeSpan.Zero);
    private static readonly Api s_rest = new("ApiName", "Orders", "prod", "Count", "4XXError", "5XXError");
    private static readonly Api s_http = new("ApiId", "h1", "$default", "Count", "4xx", "5xx");
    private static readonly Api s_webSocket = new("ApiId", "w1", "live", "MessageCount", "ClientError", "ExecutionError");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DatapointsAreJudgedMinuteByMinute(int seed)
    {
        var random = new Random(seed);
        SyntheticDatapoint[] points = [.. new[] { s_rest, s_http, s_webSocket }.SelectMany(api => RandomPoints(random, api))];
        SyntheticDatapoint[] fed = [.. points.Concat(points.SelectMany(Misleading)).OrderBy(_ => random.Next())];
        string[] expected = [.. Model(points)];
        Assert.InRange(expected.Select(text => text.Split(' ')[1]).Distinct().Count(), 4, 5);

        AnalyticsEngine files = MonitorModelTests.Engine(EngineMode.Files, new ManualClock(s_start.AddDays(3)));
        // Streams in JSON do not tell periods.
        foreach (SyntheticDatapoint[] part in fed.Chunk(700))
            files.Ingest(Datapoints.Encode(part, SyntheticMetricEncoding.OpenTelemetry07), new IngestionSource("stream"));
        Assert.Equal(expected, files.GetMonitorTimeline().Events.Select(Describe));

        var clock = new ManualClock(s_start);
        AnalyticsEngine live = MonitorModelTests.Engine(EngineMode.Live, clock);
        var happened = new List<string>();
        foreach (IGrouping<DateTimeOffset, SyntheticDatapoint> minute in fed.GroupBy(point => point.Time).OrderBy(minute => minute.Key))
        {
            clock.Now = minute.Key.AddSeconds(90);
            live.Ingest(Datapoints.Encode(minute, SyntheticMetricEncoding.OpenTelemetry10), new IngestionSource("stream"));
            happened.AddRange(live.Monitors.Evaluate().Select(Describe));
        }

        long judged = happened.Count == 0 ? 0 : Minute(clock.Now - TimeSpan.FromSeconds(60));
        Assert.Equal(expected.Where(text => long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture) <= judged), happened);
    }

    [Fact]
    public async Task AccessLogsWinAsLongAsTheyCome()
    {
        // Logs of 30 minutes without errors, datapoints of two hours with nothing else.
        Request[] requests = [.. Enumerable.Range(0, 30).SelectMany(minute => Enumerable.Repeat(new Request(s_start.AddMinutes(minute)) { Api = "r1" }, 20))];
        SyntheticDatapoint[] points = [.. Enumerable.Range(0, 120).SelectMany(minute => new[] { Point(s_rest, s_rest.Requests, minute, 20, 20), Point(s_rest, s_rest.ServerErrors, minute, 20, 20) })];
        AnalyticsEngine engine = Engine(EngineMode.Files);
        engine.Ingest(Datapoints.Encode(points, SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        engine.Ingest(Request.Log(requests), new IngestionSource("log"));

        // Without logs there is no traffic; an hour after the last one datapoints are asked instead.
        long start = Minute(s_start);
        string[] expected =
        [
            $"{start + 40} low-traffic r1 Firing 0.00 of 0", $"{start + 90} high-server-errors r1 Firing 100.00 of 100", $"{start + 90} low-traffic r1 Resolved 200.00 of 200",
        ];
        Assert.Equal(expected, engine.GetMonitorTimeline().Events.Select(Describe));
        Assert.All(engine.GetMonitorTimeline().Events, happened => Assert.Equal("orders", happened.ApiName));

        // Another name: two APIs.
        AnalyticsEngine other = Engine(EngineMode.Files, "others");
        other.Ingest(Datapoints.Encode(points, SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        other.Ingest(Request.Log(requests), new IngestionSource("log"));
        Assert.Equal(
            [$"{start + 1} high-server-errors Orders Firing 100.00 of 20", $"{start + 40} low-traffic r1 Firing 0.00 of 0"],
            other.GetMonitorTimeline().Events.Select(Describe));

        // What is remembered of both survives a snapshot.
        AnalyticsEngine live = Engine(EngineMode.Live);
        live.Ingest(Datapoints.Encode(points, SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        live.Ingest(Request.Log(requests), new IngestionSource("log"));
        string[] firing = [.. live.Monitors.Evaluate().Select(Describe)];
        Assert.NotEmpty(firing);
        using var content = new MemoryStream();
        await live.SaveAsync(content);
        content.Position = 0;
        AnalyticsEngine same = Engine(EngineMode.Live);
        await same.LoadAsync(content);
        Assert.Equal(live.Monitors.Firing.AsEnumerable(), same.Monitors.Firing.AsEnumerable());
        Assert.Empty(same.Monitors.Evaluate());
    }

    [Fact]
    public void OnlyWhatDatapointsTellIsJudged()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.Dashboards.Clear();
        options.Dashboards.Add(AccessLogsOverview.Dashboard);
        options.Monitors.Add(MonitorCatalog.LowTraffic with { Id = "few-failures", Signal = MonitorSignal.Count(Predicate.EqualTo(AccessLogFields.Status, "500")) });
        options.Monitors.Add(MonitorCatalog.LowTraffic);
        var engine = new AnalyticsEngine(options, new ManualClock(s_start.AddDays(1)));
        engine.Ingest(Datapoints.Encode([Point(s_http, "Count", 0, 9, 9), Point(s_http, "Count", 30, 9, 9)], SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        Assert.Equal(
            [$"{Minute(s_start) + 11} low-traffic h1 Firing 0.00 of 0", $"{Minute(s_start) + 31} low-traffic h1 Resolved 9.00 of 9"],
            engine.GetMonitorTimeline().Events.Select(Describe));

        Assert.Throws<ArgumentException>(() => MonitorSignal.Count().OrMetrics("Latency"));
        Assert.Throws<ArgumentException>(() => MonitorSignal.Count().OrMetrics("Nothing"));
        Assert.Throws<ArgumentException>(() => MonitorSignal.PercentileOf(AccessLogFields.WafLatency, 90).OrMetrics("Count"));
    }

    private static AnalyticsEngine Engine(EngineMode mode, string name = "orders")
    {
        var options = new AnalyticsOptions { Mode = mode };
        options.Dashboards.Clear();
        options.ApiNames.Add("r1", name);
        foreach (MonitorDefinition monitor in MonitorCatalog.All)
            options.Monitors.Add(monitor);
        return new AnalyticsEngine(options, new ManualClock(s_start.AddMinutes(110)));
    }

    /// <summary>The rules that datapoints feed, by their definition.</summary>
    private static IEnumerable<string> Model(SyntheticDatapoint[] points)
    {
        var states = new Dictionary<string, (bool Fires, int Empty)>();
        for (long end = points.Min(MinuteOf) + 1; end <= points.Max(MinuteOf) + 1; end++)
        {
            // Those without an identifier come first.
            foreach (Api api in (Api[])[s_rest, s_http, s_webSocket])
            {
                SyntheticDatapoint[] own = [.. points.Where(point => point.Dimensions[0].Value == api.Name)];
                if (!own.Any(point => MinuteOf(point) < end))
                    continue;
                bool isCovered = own.Any(point => MinuteOf(point) < end && MinuteOf(point) >= end - 60);
                double Sum(string metric, int minutes) => Of(metric, minutes).Sum(point => point.Sum);
                IEnumerable<SyntheticDatapoint> Of(string metric, int minutes) =>
                    own.Where(point => isCovered && point.Metric == metric && MinuteOf(point) < end && MinuteOf(point) >= end - minutes);
                double requests = Sum(api.Requests, 5);
                (string Rule, double? Value, double Count, Func<double, bool> Holds)[] rules =
                [
                    ("high-server-errors", requests > 0 ? Sum(api.ServerErrors, 5) * 100 / requests : null, requests, value => value >= 5),
                    ("high-client-errors", requests > 0 ? Sum(api.ClientErrors, 5) * 100 / requests : null, requests, value => value >= 5),
                    ("high-integration-latency", P90([.. Of("IntegrationLatency", 5)]), Of("IntegrationLatency", 5).Sum(point => point.SampleCount), value => value >= 2000),
                    ("high-latency", P90([.. Of("Latency", 5)]), Of("Latency", 5).Sum(point => point.SampleCount), value => value >= 2500),
                    ("low-traffic", Sum(api.Requests, 10), Sum(api.Requests, 10), value => value <= 1),
                ];
                foreach ((string rule, double? value, double count, Func<double, bool> holds) in rules)
                {
                    if (rule == "low-traffic" && own.Min(MinuteOf) > end - 10)
                        continue;
                    string key = $"{rule} {api.Name}";
                    (bool fires, int empty) = states.GetValueOrDefault(key);
                    bool next = value is { } known ? holds(known) : fires && empty < 2;
                    states[key] = (next, value is null ? empty + 1 : 0);
                    if (next != fires)
                        yield return $"{end} {key} {(next ? MonitorEventKind.Firing : value is null ? MonitorEventKind.NoData : MonitorEventKind.Resolved)} {Text(value)} of {count:F0}";
                }
            }
        }
    }

    private static double? P90(SyntheticDatapoint[] points)
    {
        SyntheticDatapoint[] ranked = [.. points.Where(point => point.Percentiles.Length > 0)];
        double[] averages = [.. points.Where(point => point.SampleCount > 0).Select(point => point.Sum / point.SampleCount).Order()];
        return ranked.Length > 0 ? ranked.Sum(point => point.Percentiles[0].Value * point.SampleCount) / ranked.Sum(point => point.SampleCount)
            : averages.Length > 0 ? averages[(int)Math.Ceiling(averages.Length * 0.9) - 1]
            : null;
    }

    private static IEnumerable<SyntheticDatapoint> RandomPoints(Random random, Api api)
    {
        (int requests, int failing, int latency) = (50, 0, 100);
        for (int minute = 0; minute < 500; minute++)
        {
            if (random.Next(15) == 0)
                (requests, failing, latency) = (random.Next(4) == 0 ? random.Next(2) : random.Next(2, 90), random.Next(3) == 0 ? random.Next(30) : 0, random.Next(3) == 0 ? 3_000 : 100);
            if (requests == 0 && random.Next(2) == 0 || minute is > 300 and < 400)
                continue;
            yield return Point(api, api.Requests, minute, requests, requests);
            yield return Point(api, api.ServerErrors, minute, requests, random.Next(failing + 1) * requests / 100);
            yield return Point(api, api.ClientErrors, minute, requests, random.Next(failing + 1) * requests / 100);
            yield return Latency(api, "IntegrationLatency", minute, requests, random.Next(latency));
            if (api != s_webSocket)
                yield return Latency(api, "Latency", minute, requests, random.Next(latency * 2));
        }

        SyntheticDatapoint Latency(Api api, string metric, int minute, int count, int value) => Point(api, metric, minute, count, count * value) with
        {
            Unit = "Milliseconds",
            Percentiles = random.Next(30) == 0 && count > 0 ? [KeyValuePair.Create(90.0, value * 2.0)] : [],
        };
    }

    /// <summary>The same in other scopes and over a longer period: nothing that adds up with it.</summary>
    private static IEnumerable<SyntheticDatapoint> Misleading(SyntheticDatapoint point)
    {
        yield return point with { Dimensions = [point.Dimensions[0]], Sum = point.SampleCount * 50_000 };
        yield return point with { Period = TimeSpan.FromMinutes(5), Sum = point.SampleCount * 50_000 };
    }

    private static SyntheticDatapoint Point(Api api, string metric, int minute, double count, double sum) => new()
    {
        Time = s_start.AddMinutes(minute),
        Metric = metric,
        Dimensions = [KeyValuePair.Create(api.Dimension, api.Name), KeyValuePair.Create("Stage", api.Stage)],
        SampleCount = count,
        Sum = sum,
        Maximum = sum,
    };

    private static string Describe(MonitorEvent happened) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Minute(happened.At)} {happened.Monitor.Id} {happened.Subject.ApiId ?? happened.ApiName} {happened.Kind} {Text(happened.Value)} of {happened.Requests}");

    private static string Text(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "nothing";

    private static long MinuteOf(SyntheticDatapoint point) => Minute(point.Time);

    private static long Minute(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;

    private sealed record Api(string Dimension, string Name, string Stage, string Requests, string ClientErrors, string ServerErrors);
}
