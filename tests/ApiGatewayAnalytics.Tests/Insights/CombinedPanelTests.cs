using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;
using ApiGatewayAnalytics.Tests.Engine;
using ApiGatewayAnalytics.Tests.Monitoring;
using Catalog = ApiGatewayAnalytics.Dashboards.Insights;

namespace ApiGatewayAnalytics.Tests.Insights;

/// <summary>Panels that hold access logs against datapoints and changes, against what a plain look at the records says.</summary>
public sealed class CombinedPanelTests
{
    private const string Account = "123456789012";
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 21, 7, 0, TimeSpan.Zero);

    public static TheoryData<EngineMode, int> Cases => new()
    {
        { EngineMode.Files, 1 }, { EngineMode.Files, 2 }, { EngineMode.Live, 3 }, { EngineMode.Live, 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void LogsAreHeldAgainstMetricsMinuteByMinute(EngineMode mode, int seed)
    {
        var random = new Random(seed);
        (Request[] all, Request[] logged) = Traffic(random);
        SyntheticDatapoint[] points = [.. Count(all.Where(request => request.Api != "unmeasured"), random)];
        AnalyticsEngine engine = Engine(mode);
        Feed(engine, random, logged, points, []);
        PanelQuery query = mode == EngineMode.Files ? PanelQuery.Default : new PanelQuery { Last = TimeSpan.FromHours(22) };

        ILookup<(string Api, string? Stage, int Minute), SyntheticDatapoint> counted = points
            .Where(point => point.Metric == "Count" && point.Period == TimeSpan.FromMinutes(1))
            .ToLookup(point => (point.Dimensions[0].Value, point.Dimensions.Length > 1 ? point.Dimensions[1].Value : null, MinuteOf(point.Time)));
        ILookup<(string?, int), Request> recorded = logged.ToLookup(request => (NameOf(request.Api), MinuteOf(request.Time)));

        // By minute and API, the requests that datapoints count and the records.
        var minutes =
            from api in (string[])["orders", "h1", "ghost"]
            from minute in Enumerable.Range(0, 1_200)
            let requests = counted[(api, null, minute)].Sum(point => point.Sum)
            let records = recorded[(api, minute)].Count()
            select (Api: api, Minute: minute, Requests: requests, Records: records, Missing: Math.Max(0, requests - records), Surplus: Math.Max(0, records - requests));
        var known = minutes.ToArray();
        string[] rows =
        [
            .. known.GroupBy(one => one.Api)
                .Select(api => (api.Key, Requests: api.Sum(one => one.Requests), Records: api.Sum(one => one.Records), Missing: api.Sum(one => one.Missing), Surplus: api.Sum(one => one.Surplus)))
                .OrderByDescending(api => api.Missing).ThenBy(api => api.Key, StringComparer.Ordinal)
                .Select(api => $"{Account} eu-west-1 {api.Key} {api.Requests} {api.Records} {api.Missing} {api.Surplus}"),
        ];
        Assert.Equal(rows, Rows(engine.GetPanel("insights/logs-against-metrics", query)));
        Assert.Equal(known.Sum(one => one.Missing), ((ValueData)engine.GetPanel("insights/missing-logs", query)).Value);
        Assert.InRange(known.Sum(one => one.Surplus), 1, 10_000);

        var perMinute = (SeriesData)engine.GetPanel("insights/missing-logs-per-minute", query);
        Assert.Equal(
            known.Where(one => one.Missing > 0).OrderBy(one => one.Api, StringComparer.Ordinal).ThenBy(one => one.Minute).Select(one => $"{one.Api} {one.Minute} {one.Missing}"),
            perMinute.Series.Series.SelectMany(series => series.Points.Select(point => $"{series.Key.Single()} {MinuteOf(point.Time)} {point.Value}")));

        var trend = (SeriesData)engine.GetPanel("insights/logs-against-metrics-trend", query);
        Assert.Equal(["apiName", "measure"], trend.Series.Columns.AsEnumerable());
        int width = (int)trend.Series.Interval.TotalMinutes;
        foreach ((string measure, Func<int, string, double> value) in new (string, Func<int, string, double>)[]
        {
            ("requests", (bucket, api) => known.Where(one => one.Api == api && Bucket(one.Minute, width) == bucket).Sum(one => one.Requests)),
            ("records", (bucket, api) => known.Where(one => one.Api == api && Bucket(one.Minute, width) == bucket).Sum(one => one.Records)),
        })
        {
            foreach (string api in (string[])["orders", "h1"])
            {
                PanelSeries series = trend.Series.Series.Single(series => series.Key[0] == api && series.Key[1] == measure);
                Assert.Equal(known.Where(one => one.Api == api && one.Requests + one.Records > 0).Select(one => Bucket(one.Minute, width)).Distinct(), series.Points.Select(point => MinuteOf(point.Time)));
                Assert.All(series.Points, point => Assert.Equal(value(MinuteOf(point.Time), api), point.Value));
            }
        }

        string[] byStage =
        [
            .. from stage in all.Where(request => request.Api != "unmeasured").Select(request => (Api: NameOf(request.Api), request.Stage)).Distinct()
               let own = Enumerable.Range(0, 1_200).Select(minute => (
                   Requests: counted[(stage.Api!, stage.Stage, minute)].Sum(point => point.Sum),
                   Records: recorded[(stage.Api, minute)].Count(request => request.Stage == stage.Stage))).ToArray()
               let missing = own.Sum(one => Math.Max(0, one.Requests - one.Records))
               orderby missing descending, stage.Api, stage.Stage
               select $"{Account} eu-west-1 {stage.Api} {stage.Stage} {own.Sum(one => one.Requests)} {own.Sum(one => one.Records)} {missing} {own.Sum(one => Math.Max(0, one.Records - one.Requests))}",
        ];
        Assert.Equal(byStage, Rows(engine.GetPanel("insights/logs-against-metrics-by-stage", query)));
        if (mode == EngineMode.Live)
        {
            PanelQuery filtered = query with { Filters = query.Filters.Add("apiName", "ord*") };
            Assert.Equal(rows.Where(row => row.Contains("orders", StringComparison.Ordinal)), Rows(engine.GetPanel("insights/logs-against-metrics", filtered)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ChangesAreHeldAgainstWhatLogsSayBeforeAndAfter(EngineMode mode, int seed)
    {
        var random = new Random(seed * 10);
        (_, Request[] logged) = Traffic(random);
        Event[] events = [.. Enumerable.Range(0, 60).Select(_ => Event.Random(random))];
        AnalyticsEngine fed = Engine(mode);
        Feed(fed, random, logged, [], events);
        AnalyticsEngine engine = Engine(mode);
        using (var content = new MemoryStream())
        {
            await fed.SaveAsync(content);
            content.Position = 0;
            await engine.LoadAsync(content);
        }

        PanelQuery query = mode == EngineMode.Files ? PanelQuery.Default : new PanelQuery { Last = TimeSpan.FromHours(22) };
        Assert.Equal(ExpectedRows(logged, events), Rows(engine.GetPanel("insights/change-impact", query)));

        foreach ((string panel, string measure, Func<Request[], double?> value) in new (string, string, Func<Request[], double?>)[]
        {
            ("insights/error-rate-with-changes", "error-rate", ErrorRate), ("insights/latency-with-changes", "p95", P95),
        })
        {
            var trend = (SeriesData)engine.GetPanel(panel, query);
            int width = (int)trend.Series.Interval.TotalMinutes;
            var lines = events.Where(one => one.Counts).GroupBy(one => (Api: NameOf(one.Api), one.Stage))
                .OrderBy(line => line.Key.Api, StringComparer.Ordinal).ThenBy(line => line.Key.Stage, StringComparer.Ordinal).ToArray();
            var expected = new List<string>();
            foreach (var line in lines)
            {
                string key = $"{line.Key.Api} {line.Key.Stage}";
                expected.AddRange(line.GroupBy(one => Bucket(one.Minute, width)).OrderBy(bucket => bucket.Key).Select(bucket => $"{key} changes {bucket.Key} {bucket.Count()}"));
                Request[] own = [.. logged.Where(request => NameOf(request.Api) == line.Key.Api && (line.Key.Stage is null || line.Key.Stage == request.Stage))];
                expected.AddRange(
                    from bucket in own.GroupBy(request => Bucket(MinuteOf(request.Time), width)).OrderBy(bucket => bucket.Key)
                    let known = value([.. bucket])
                    where known is not null
                    select $"{key} {measure} {bucket.Key} {Text(known)}");
            }

            Assert.InRange(lines.Length, 4, 10);
            Assert.Equal(expected, trend.Series.Series.SelectMany(series => series.Points.Select(point => $"{series.Key[0]} {series.Key[1]} {series.Key[2]} {MinuteOf(point.Time)} {Text(point.Value)}")));
        }

        if (mode == EngineMode.Live)
        {
            // What a change of all stages is held against is filtered too.
            PanelQuery filtered = query with { Filters = query.Filters.Add("stage", "prod") };
            Assert.Equal(
                ExpectedRows([.. logged.Where(request => request.Stage == "prod")], [.. events.Where(one => one.Stage is null or "prod")]),
                Rows(engine.GetPanel("insights/change-impact", filtered)));
        }
    }

    [Fact]
    public void WhatIsNotFedIsSaid()
    {
        AnalyticsEngine engine = Engine(EngineMode.Files);
        PanelDefinition[] panels = [.. Catalog.Dashboard.Panels.Where(panel => panel.Counterpart is not null)];
        Assert.Equal(8, panels.Length);
        Assert.All(panels, panel => Assert.Equal(PanelStatus.NoData, engine.GetPanel(panel.Id).Status));
        engine.Ingest(Request.Log([new Request(s_start)]), new IngestionSource("log"));
        Assert.All(panels, panel => Assert.Equal((PanelStatus.NotConfigured, true), (engine.GetPanel(panel.Id).Status, engine.GetPanel(panel.Id).Reason?.Contains("feed", StringComparison.Ordinal))));
        engine.Ingest(Event.File([new Event(3, "h1", "prod", "GetStage", false)]), new IngestionSource("trail"));
        engine.Ingest(Datapoints.Encode([Point("ApiId", "h1", null, 0, 2)], SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        Assert.All(panels.Where(panel => panel.Counterpart!.Scope != MetricScope.Stage), panel => Assert.Equal(PanelStatus.Ok, engine.GetPanel(panel.Id).Status));
        Assert.Empty(Rows(engine.GetPanel("insights/change-impact")));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        PanelDefinition sound = Catalog.ChangeImpact;
        PanelDefinition[] wrong =
        [
            sound with { Id = "a", Counterpart = Counterpart.Changes(TimeSpan.FromMinutes(15), ["UpdateStage"], Figure.Missing) },
            sound with { Id = "b", Counterpart = Counterpart.Changes(TimeSpan.FromSeconds(5), ["UpdateStage"], Figure.P95), Order = [] },
            sound with { Id = "c", Counterpart = Counterpart.Changes(TimeSpan.FromMinutes(5), [], Figure.P95), Order = [] },
            Catalog.LogsAgainstMetrics with { Id = "d", Counterpart = Counterpart.Datapoints(MetricScope.Route, Figure.Missing) },
            Catalog.LogsAgainstMetrics with { Id = "e", By = [AccessLogFields.Path] },
            Catalog.LogsAgainstMetrics with { Id = "f", Where = [Predicate.Present(AccessLogFields.Path)] },
            Catalog.LogsAgainstMetrics with { Id = "g", Order = [OrderTerm.DescendingBy("p95")] },
        ];
        var options = new AnalyticsOptions();
        options.Dashboards.Add(new DashboardDefinition { Id = "wrong", Title = "Wrong", Panels = [.. wrong] });
        string message = Assert.Throws<ArgumentException>(() => new AnalyticsEngine(options)).Message;
        string[] mistakes =
            ["'a' shows figures", "'b' looks 00:00:05", "'c' names no operations", "'d' is held against", "'e' has a Counterpart, so it cannot group by 'path'", "'f' has a Counterpart, so it counts", "'g' orders by 'p95'"];
        Assert.All(mistakes, mistake => Assert.Contains(mistake, message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => sound.CreateAggregator());
    }

    private static IEnumerable<string> ExpectedRows(Request[] logged, Event[] events) =>
        from change in events.Where(one => one.Counts).GroupBy(one => (one.Minute, Api: NameOf(one.Api), one.Stage, one.Name))
        let own = logged.Where(request => NameOf(request.Api) == change.Key.Api && (change.Key.Stage is null || change.Key.Stage == request.Stage)).ToArray()
        let before = own.Where(request => MinuteOf(request.Time) < change.Key.Minute && MinuteOf(request.Time) >= change.Key.Minute - 15).ToArray()
        let after = own.Where(request => MinuteOf(request.Time) > change.Key.Minute && MinuteOf(request.Time) <= change.Key.Minute + 15).ToArray()
        orderby change.Key.Minute descending, change.Key.Api, change.Key.Stage is not null, change.Key.Stage, change.Key.Name
        select $"{s_start.AddMinutes(change.Key.Minute).UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Account} eu-west-1 {change.Key.Api} {change.Key.Stage} {change.Key.Name} {change.Count()} "
            + $"{before.Length} {after.Length} {Text(ErrorRate(before))} {Text(ErrorRate(after))} {Text(P95(before))} {Text(P95(after))}";

    private static double? ErrorRate(Request[] requests) =>
        requests.Length == 0 ? null : requests.Count(request => request.Status is >= 500 and <= 599) * 100.0 / requests.Length;

    private static double? P95(Request[] requests)
    {
        int[] latencies = [.. requests.Select(request => request.Latency).OfType<int>().Order()];
        return latencies.Length == 0 ? null : latencies[(int)Math.Ceiling(latencies.Length * 0.95) - 1];
    }

    private static (Request[] All, Request[] Logged) Traffic(Random random)
    {
        var all = new List<Request>();
        var logged = new List<Request>();
        for (int minute = 0; minute < 1_200; minute++)
        {
            bool isLost = minute is > 200 and < 230 or > 900 and < 905;
            for (int i = random.Next(6); i > 0; i--)
            {
                string api = random.Next(3) == 0 ? "h1" : random.Next(20) == 0 ? "unmeasured" : "r1";
                var request = new Request(s_start.AddMinutes(minute).AddSeconds(random.Next(60)))
                {
                    Api = api,
                    Stage = random.Next(3) == 0 ? "dev" : "prod",
                    Status = random.Next(minute > 600 ? 4 : 30) == 0 ? 502 : 200,
                    Latency = random.Next(10) == 0 ? null : random.Next(minute > 600 ? 120 : 60),
                };
                all.Add(request);
                if (!isLost || api != "r1")
                    logged.Add(request);
            }

            if (random.Next(10) == 0)
                all.Add(new Request(s_start.AddMinutes(minute)) { Api = "ghost", Stage = "prod" });
        }

        return ([.. all], [.. logged]);
    }

    /// <summary>What CloudWatch counts: in both scopes, now and then a request in the next minute, and again over five minutes.</summary>
    private static IEnumerable<SyntheticDatapoint> Count(IEnumerable<Request> requests, Random random)
    {
        Request[] counted = [.. requests.Select(request => random.Next(40) == 0 ? request with { Time = request.Time.AddMinutes(1) } : request).Where(request => MinuteOf(request.Time) < 1_200)];
        foreach (var group in counted.GroupBy(request => (request.Api, Stage: (string?)null, Minute: MinuteOf(request.Time)))
            .Concat(counted.GroupBy(request => (request.Api, request.Stage, Minute: MinuteOf(request.Time)))))
        {
            string dimension = group.Key.Api == "h1" ? "ApiId" : "ApiName";
            SyntheticDatapoint point = Point(dimension, NameOf(group.Key.Api)!, group.Key.Stage, group.Key.Minute, group.Count());
            yield return point;
            yield return point with { Period = TimeSpan.FromMinutes(5), SampleCount = 700, Sum = 700 };
            yield return point with { Metric = "4xx", SampleCount = 900, Sum = 900 };
        }
    }

    private static SyntheticDatapoint Point(string dimension, string api, string? stage, int minute, int count) => new()
    {
        Time = s_start.AddMinutes(minute),
        Metric = "Count",
        Dimensions = stage is null ? [KeyValuePair.Create(dimension, api)] : [KeyValuePair.Create(dimension, api), KeyValuePair.Create("Stage", stage)],
        SampleCount = count,
        Sum = count,
        Maximum = 1,
    };

    private static AnalyticsEngine Engine(EngineMode mode)
    {
        var options = new AnalyticsOptions { Mode = mode };
        options.Dashboards.Clear();
        options.Dashboards.Add(Catalog.Dashboard);
        options.Monitors.Add(MonitorCatalog.LowTraffic);
        options.ApiNames.Add("r1", "orders");
        return new AnalyticsEngine(options, new ManualClock(s_start.AddMinutes(1_210)));
    }

    private static void Feed(AnalyticsEngine engine, Random random, Request[] logged, SyntheticDatapoint[] points, Event[] events)
    {
        Action[] feeds =
        [
            .. logged.OrderBy(_ => random.Next()).Chunk(900).Select(part => (Action)(() => engine.Ingest(Request.Log(part), new IngestionSource("log")))),
            .. points.OrderBy(_ => random.Next()).Chunk(900).Select(part => (Action)(() => engine.Ingest(Datapoints.Encode(part, SyntheticMetricEncoding.OpenTelemetry10), new IngestionSource("stream")))),
            .. events.Chunk(25).Select(part => (Action)(() => engine.Ingest(Event.File(part), new IngestionSource("trail")))),
        ];
        foreach (Action feed in feeds.OrderBy(_ => random.Next()))
            feed();
    }

    private static string[] Rows(PanelData panel) =>
        [.. ((RowsData)panel).Rows.Rows.Select(row => string.Join(' ', row.Select(cell => cell.Number is { } number ? Text(number) : cell.Text)))];

    private static string Text(double? value) => value is { } number ? Math.Round(number, 6).ToString(CultureInfo.InvariantCulture) : "";

    private static int Bucket(int minute, int width)
    {
        int offset = s_start.Hour * 60 + s_start.Minute;
        return (minute + offset) / width * width - offset;
    }

    private static int MinuteOf(DateTimeOffset time) => (int)Math.Floor((time - s_start).TotalMinutes);

    private static string? NameOf(string? api) => api == "r1" ? "orders" : api;

    /// <summary>An event of CloudTrail.</summary>
    private sealed record Event(int Minute, string Api, string? Stage, string Name, bool Failed)
    {
        private static readonly string[] s_names = ["CreateDeployment", "UpdateStage", "UpdateRoute", "GetStage", "PutMethod"];

        public bool Counts => !Failed && Name is not ("GetStage" or "PutMethod");

        public static Event Random(Random random) => new(
            random.Next(1_200), random.Next(3) == 0 ? "h1" : random.Next(12) == 0 ? "silent" : "r1", random.Next(3) switch { 0 => null, 1 => "dev", _ => "prod" }, s_names[random.Next(s_names.Length)], random.Next(6) == 0);

        public static byte[] File(Event[] events) => Encoding.UTF8.GetBytes($"{{\"Records\":[{string.Join(',', events.Select(one => one.Json()))}]}}");

        private string Json()
        {
            string stage = Stage is null ? "" : $",\"stageName\":\"{Stage}\"";
            string error = Failed ? ",\"errorCode\":\"TooManyRequestsException\"" : "";
            string time = s_start.AddMinutes(Minute).AddSeconds(17).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            return $"{{\"eventVersion\":\"1.08\",\"eventTime\":\"{time}\",\"eventSource\":\"apigateway.amazonaws.com\",\"eventName\":\"{Name}\",\"awsRegion\":\"eu-west-1\","
                + $"\"eventID\":\"{Guid.NewGuid()}\",\"recipientAccountId\":\"{Account}\",\"requestParameters\":{{\"apiId\":\"{Api}\"{stage}}}{error}}}";
        }
    }
}
