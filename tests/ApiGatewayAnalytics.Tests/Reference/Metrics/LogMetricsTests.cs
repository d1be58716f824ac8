using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Reference.Metrics;

/// <summary>Panels of metrics fed with access logs: alone, beside datapoints of other APIs, and beside those of other hours.</summary>
public sealed class LogMetricsTests
{
    private const string Account = "123456789012";
    private static readonly DateTimeOffset s_start = new(2024, 2, 1, 9, 30, 0, TimeSpan.Zero);

    private static Logged[] Records { get; } = MakeRecords();

    [Fact]
    public void EveryCountAndLatencyIsThatOfTheRecords()
    {
        AnalyticsEngine engine = EngineOf(Records, []);
        foreach (bool isRest in (bool[])[true, false])
        {
            Logged[] records = [.. Records.Where(record => record.IsRest == isRest)];
            string name = isRest ? "rest" : "http";
            Assert.Equal(records.Length, Value(engine, $"{name}-overview/api-calls"));
            Assert.Equal(records.Select(record => record.Api).Distinct().Count(), Value(engine, $"{name}-overview/unique-api-calls"));
            Assert.Equal(records.Select(record => (record.Api, record.Stage, record.Resource, record.Method)).Distinct().Count(), Value(engine, $"{name}-enhanced/unique-api-calls"));
            Assert.Equal(Rows(records, record => [NameOf(record.Api)], group => group.Length), Rows(engine, $"{name}-overview/api-calls-by-api-name"));
            Assert.Equal(Rows(records, ByApi, group => group.Average(record => record.Latency)), Rows(engine, $"{name}-overview/average-latency-by-api"));
            Assert.Equal(Rows(records, ByApi, group => group.Count(record => record.Status is >= 400 and < 500)), Rows(engine, $"{name}-overview/4xx-errors-by-api"));
            Assert.Equal(Rows(records, ByApi, group => group.Count(record => record.Status >= 500)), Rows(engine, $"{name}-overview/5xx-errors-by-api"));
            Assert.Equal(Rows(records, ByRoute, group => group.Length), Rows(engine, $"{name}-enhanced/api-call-breakdown"));
            Assert.Equal(Rows(records, ByRoute, group => group.Average(record => record.Latency)), Rows(engine, $"{name}-enhanced/average-latency"));
            Assert.Equal(Rows(records, ByRoute, group => group.Average(record => record.Latency - 1)), Rows(engine, $"{name}-enhanced/average-integration-latency"));
            string errors = isRest ? "rest-errors" : "http-websocket-errors";
            double failed = records.Count(record => record.Status >= 400);
            Assert.Equal(failed / records.Length * 100, Value(engine, $"{errors}/average-error-rate-total")!.Value, 9);
            Assert.Equal(failed, Value(engine, $"{errors}/4xx-errors-total") + Value(engine, $"{errors}/5xx-errors-total"));
            Assert.Equal("logs", engine.GetPanel($"{name}-overview/api-calls").Basis);
            var trend = (SeriesData)engine.GetPanel($"{name}-overview/4xx-errors-trend");
            Assert.Equal(records.Count(record => record.Status is >= 400 and < 500), trend.Series.Series.Sum(series => series.Points.Sum(point => point.Value)));
            Assert.Equal(
                records.GroupBy(record => (record.Api, Minute: Floor(record.Time, (int)trend.Series.Interval.TotalMinutes))).Count(),
                trend.Series.Series.Sum(series => series.Points.Length));
        }

        var percentiles = (RowsData)engine.GetPanel("rest-latency-cache/percentile-latency");
        Assert.Equal("logs", percentiles.Basis);
        foreach (IGrouping<string, Logged> group in Records.Where(record => record.IsRest).GroupBy(record => $"{NameOf(record.Api)} {record.Stage}"))
        {
            PanelValue[] row = [.. percentiles.Rows.Rows.Single(row => $"{row[2].Text} {row[3].Text}" == group.Key)];
            int[] sorted = [.. group.Select(record => record.Latency).Order()];
            Assert.Equal(sorted.Length, row[4].Number);
            Assert.Equal(sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1], row[6].Number!.Value, sorted[^1] * 0.01);
        }
    }

    [Fact]
    public void WhatLogsDoNotSayIsNotConfigured()
    {
        AnalyticsEngine engine = EngineOf(Records, []);
        PanelData[] panels = [.. engine.GetAnswer().Dashboards.SelectMany(dashboard => dashboard.Panels)];
        Assert.All(panels.Where(panel => panel.Id.Contains("cache", StringComparison.Ordinal) && panel.Id.Contains("rate", StringComparison.Ordinal)
            || panel.Id.StartsWith("websocket-", StringComparison.Ordinal)), panel => Assert.Equal((PanelStatus.NotConfigured, true), (panel.Status, panel.Reason?.Length > 10)));
        Assert.All(panels.Where(panel => panel.Id.StartsWith("http-overview", StringComparison.Ordinal)), panel => Assert.Equal(PanelStatus.Ok, panel.Status));
        AnalyticsEngine empty = EngineOf([], []);
        Assert.All(RestOverview.Dashboard.Panels, panel => Assert.Equal(PanelStatus.NoData, empty.GetPanel(panel.Id).Status));
    }

    [Fact]
    public void AnHourWithDatapointsTakesNoRecords()
    {
        // REST API 0 has datapoints in one hour of two, the HTTP API in another account only; names differ in case.
        SyntheticDatapoint[] points =
        [
            Point("Count", 1000, 10) with { Dimensions = [KeyValuePair.Create("ApiName", "PETS")] },
            Point("Count", 70, 10) with { Dimensions = [KeyValuePair.Create("ApiId", "http0")], Account = "999999999999" },
            Point("4XXError", 5, 10) with { Dimensions = [KeyValuePair.Create("ApiName", "PETS"), KeyValuePair.Create("Stage", "prod")] },
        ];
        foreach (EngineMode mode in (EngineMode[])[EngineMode.Files, EngineMode.Live])
        {
            AnalyticsEngine engine = EngineOf(Records, points, mode);
            int expected = 1000 + Records.Count(record => record.IsRest && !(record.Api == "rest0" && record.Time.Hour == 10));
            Assert.Equal(expected, Value(engine, "rest-overview/api-calls"));
            Assert.Equal("mixed", engine.GetPanel("rest-overview/api-calls").Basis);
            Assert.Equal(70 + Records.Count(record => !record.IsRest), Value(engine, "http-overview/api-calls"));
            Assert.Equal(
                5 + Records.Count(record => record.IsRest && record.Status is >= 400 and < 500 && !(record.Api == "rest0" && record.Time.Hour == 10)),
                Value(engine, "rest-errors/4xx-errors-total"));
        }
    }

    [Fact]
    public void WhatIsRememberedChangesAsHoursGetDatapoints()
    {
        AnalyticsEngine engine = EngineOf([], [], EngineMode.Live);
        Logged[][] parts = [.. Records.OrderBy(record => record.Time).Chunk(500)];
        for (int step = 0; step < 2 * parts.Length; step++)
        {
            if (step % 2 == 0)
            {
                Ingest(engine, parts[step / 2]);
            }
            else
            {
                (string Key, string Api) api = step % 3 == 0 ? ("ApiName", "Pets") : ("ApiId", "http0");
                SyntheticDatapoint[] points = [Point("Count", step, 9 + (step % 4 / 2)) with { Dimensions = [KeyValuePair.Create(api.Key, api.Api)] }];
                engine.Ingest(Datapoints.Encode(points, SyntheticMetricEncoding.Json), new IngestionSource("stream"));
            }

            foreach (PanelQuery query in (PanelQuery[])[PanelQuery.Default, new PanelQuery { Last = TimeSpan.FromMinutes(100) }])
            {
                string answer = Json(engine, query);
                Assert.Equal(answer, Json(engine, query));
                engine.ForgetAnswers();
                Assert.Equal(answer, Json(engine, query));
            }
        }

        Assert.Equal("mixed", engine.GetPanel("rest-overview/api-calls").Basis);
        Assert.Equal("mixed", engine.GetPanel("http-overview/api-calls").Basis);
    }

    [Fact]
    public void ManyRoutesStayWithinTheMemory()
    {
        const int MemoryLimit = 24_000_000;
        var options = new AnalyticsOptions { Mode = EngineMode.Live, MemoryLimit = MemoryLimit };
        var clock = new ManualClock(s_start);
        var engine = new AnalyticsEngine(options, clock);
        var random = new Random(8);
        for (int hour = 0; hour < 30; hour++)
        {
            clock.Now = s_start.AddHours(hour + 1);
            Ingest(engine, [.. Enumerable.Range(0, 4_000).Select(i => new Logged(
                clock.Now.AddSeconds(-random.Next(1, 3600)), true, $"rest{i % 4}", "prod", $"/pets/{i % 1_500}", "GET", random.Next(4) == 0 ? 500 : 200, random.Next(2, 300)))]);
            Assert.True(engine.Bytes <= MemoryLimit, $"{engine.Bytes} bytes after {hour} hours");
        }

        var query = new PanelQuery { Last = TimeSpan.FromDays(3) };
        Assert.Equal(30 * 4_000, ((ValueData)engine.GetPanel("rest-overview/api-calls", query)).Value);
        Assert.Equal(30 * 4_000, ((RowsData)engine.GetPanel("rest-enhanced/api-call-breakdown", query)).Rows.Rows.Sum(row => row[^1].Number));
    }

    [Fact]
    public void RoutesThatWereGivenUpAreSaid()
    {
        const int Routes = 205_000;
        const int Hot = 500;
        AnalyticsEngine engine = EngineOf([], []);
        foreach (int[] part in Enumerable.Range(0, Routes + Hot).Chunk(10_000))
        {
            Ingest(engine, [.. part.Select(i => new Logged(s_start.AddSeconds(i % 3_000), true, "rest0", "prod", i < Hot ? "/hot" : $"/r{i}", "GET", 200, 9))]);
        }

        var rows = (RowsData)engine.GetPanel("rest-enhanced/api-call-breakdown");
        Assert.False(rows.Exact);
        double shown = rows.Rows.Rows.Sum(row => row[^1].Number!.Value);
        Assert.Equal(Routes + Hot, shown + rows.OtherCount);
        Assert.Equal(rows.OtherCount, rows.MaxError);
        Assert.InRange(rows.OtherCount!.Value, 1, Routes);
        Assert.Contains(rows.Rows.Rows, row => row[2].Text == "/hot" && row[^1].Number is > 0 and <= Hot);

        // Of APIs there are few.
        var total = (ValueData)engine.GetPanel("rest-overview/api-calls");
        Assert.Equal((true, Routes + Hot, null), (total.Exact, total.Value, total.OtherCount));
        AnalyticsEngine few = EngineOf(Records, []);
        Assert.All(few.GetAnswer().Dashboards.SelectMany(dashboard => dashboard.Panels), panel => Assert.Equal((true, null, null), (panel.Exact, panel.MaxError, panel.OtherCount)));
    }

    private static SyntheticDatapoint Point(string metric, double sum, int hour) => new()
    {
        Time = new DateTimeOffset(2024, 2, 1, hour, 20, 0, TimeSpan.Zero),
        Metric = metric,
        Dimensions = [],
        SampleCount = 1000,
        Sum = sum,
        Maximum = 1,
    };

    private static AnalyticsEngine EngineOf(Logged[] records, SyntheticDatapoint[] points, EngineMode mode = EngineMode.Files)
    {
        var options = new AnalyticsOptions { Mode = mode };
        options.ApiNames.Add("rest0", "Pets");
        var engine = new AnalyticsEngine(options, new FixedClock(s_start.AddHours(3)));
        Ingest(engine, records);
        engine.Ingest(Datapoints.Encode(points, SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        return engine;
    }

    private static void Ingest(AnalyticsEngine engine, Logged[] records) =>
        engine.Ingest(Encoding.UTF8.GetBytes(string.Concat(records.Select(Line))), new IngestionSource("log") { Account = Account, Region = "eu-west-1" });

    private static string Line(Logged record)
    {
        string route = record.IsRest
            ? $"\"resourcePath\":\"{record.Resource}\",\"httpMethod\":\"{record.Method}\""
            : $"\"routeKey\":\"{(record.Method is null ? record.Resource : $"{record.Method} {record.Resource}")}\",\"httpMethod\":\"PUT\"";
        return $"{{\"requestTimeEpoch\":{record.Time.ToUnixTimeMilliseconds()},\"apiId\":\"{record.Api}\",\"stage\":\"{record.Stage}\",{route},\"status\":{record.Status},\"responseLatency\":{record.Latency},\"integrationLatency\":{record.Latency - 1},\"dataProcessed\":{record.Latency * 10}}}\n";
    }

    private static string Json(AnalyticsEngine engine, PanelQuery query) =>
        JsonSerializer.Serialize(engine.GetAnswer(query), AnalyticsJsonContext.Default.AnalyticsAnswer);

    private static string NameOf(string api) => api == "rest0" ? "Pets" : api;

    private static string?[] ByApi(Logged record) => [Account, "eu-west-1", NameOf(record.Api)];

    private static string?[] ByRoute(Logged record) => [NameOf(record.Api), record.Stage, record.Resource, record.Method];

    private static double? Value(AnalyticsEngine engine, string panel) => ((ValueData)engine.GetPanel(panel)).Value;

    private static string[] Rows(Logged[] records, Func<Logged, string?[]> keys, Func<Logged[], double> value) =>
    [
        .. records.GroupBy(record => string.Join('\u0001', keys(record).Select(key => key ?? "\0"))).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {MetricReference.Number(value([.. group]))}"),
    ];

    private static string[] Rows(AnalyticsEngine engine, string panel) =>
    [
        .. ((RowsData)engine.GetPanel(panel)).Rows.Rows.Select(row => $"{string.Join('\u0001', row.SkipLast(1).Select(cell => cell.Text ?? "\0"))} {MetricReference.Number(row[^1].Number)}"),
    ];

    private static DateTimeOffset Floor(DateTimeOffset time, int minutes) => new(time.Ticks - (time.Ticks % TimeSpan.FromMinutes(minutes).Ticks), TimeSpan.Zero);

    private static Logged[] MakeRecords()
    {
        var random = new Random(4);
        return
        [
            .. Enumerable.Range(0, 3000).Select(i =>
            {
                bool isRest = random.Next(2) == 0;
                string? method = random.Next(3) switch { 0 => "GET", 1 => "POST", _ => isRest ? "GET" : null };
                return new Logged(
                    s_start.AddSeconds(random.Next(7000)), isRest, isRest ? $"rest{random.Next(2)}" : "http0", random.Next(2) == 0 ? "prod" : "dev",
                    method is null ? "$default" : random.Next(2) == 0 ? "/pets" : "/pets/{id}", method,
                    random.Next(10) switch { 0 => 404, 1 => 502, 2 => 301, _ => 200 }, random.Next(2, 300));
            }),
        ];
    }

    private sealed record Logged(DateTimeOffset Time, bool IsRest, string Api, string Stage, string Resource, string? Method, int Status, int Latency);
}
