using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Tests.Reference.Metrics;

/// <summary>All 117 panels of metrics against the slow computation: encodings, ranges, comparisons, filters, names, repeated datapoints.</summary>
public sealed class MetricReferenceTests
{
    private static readonly string[] s_routes = ["GET /pets", "$default"];

    private static readonly DateTimeOffset s_start = new(2024, 2, 9, 10, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> s_names = new() { ["http000000"] = "Orders", ["http000001"] = "Orders", ["sock000000"] = "Chat" };

    private static SyntheticDatapoint[] Points { get; } = MakePoints();

    public static TheoryData<string, string, string> Questions => new()
    {
        { "", "", "" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "" },
        { "2024-02-09T10:07Z", "2024-02-09T10:41Z", "" },
        { "2024-02-09T09:00Z", "2024-02-09T12:00Z", "apiName=ORD*" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "region=eu-WEST-1" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "account=2109*;apiName=*1" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "stage=PROD" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "resource=/pets*;method=get" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "route=$*connect" },
        { "2024-02-09T10:00Z", "2024-02-09T12:00Z", "apiId=http000001" },
        { "2020-01-01T00:00Z", "2020-01-02T00:00Z", "" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void EveryPanelIsWhatTheSlowComputationSays(string from, string to, string filters)
    {
        AnalyticsEngine engine = EngineOf(Points);
        var asked = filters.Split(';', StringSplitOptions.RemoveEmptyEntries).ToImmutableSortedDictionary(filter => filter.Split('=')[0], filter => filter.Split('=')[1]);
        DateTimeOffset? start = from.Length > 0 ? DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture) : null;
        DateTimeOffset? end = to.Length > 0 ? DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture) : null;
        var query = new PanelQuery { From = start, To = end, Filters = asked };
        var reference = new MetricReference(Points, s_names);
        DateTimeOffset newest = Points.Max(point => point.Time);
        int compared = 0;
        foreach (JsonElement dashboard in MetricCatalog.Dashboards.Where(known => asked.Keys.All(MetricCatalog.Texts(known, "filters").Contains)))
        {
            DashboardData answer = engine.GetDashboard(MetricCatalog.Text(dashboard, "id"), query);
            foreach ((JsonElement entry, PanelData panel) in MetricCatalog.Panels(dashboard).Zip(answer.Panels))
            {
                string expected = reference.Answer(dashboard, entry, start ?? Points.Min(point => point.Time), end ?? newest.AddMinutes(1), asked, newest);
                Assert.Equal($"{panel.Id} {expected}", $"{panel.Id} {Describe(panel)}");
                compared++;
            }
        }

        Assert.InRange(compared, filters.Length == 0 ? 117 : 12, 117);
    }

    [Fact]
    public void TheMadeUpDatapointsReachEveryPanel()
    {
        AnalyticsAnswer answer = EngineOf(Points).GetAnswer(new PanelQuery { Dashboards = [.. MetricCatalog.Dashboards.Select(dashboard => MetricCatalog.Text(dashboard, "id"))] });
        Assert.All(answer.Dashboards.SelectMany(dashboard => dashboard.Panels), panel =>
        {
            Assert.Equal(PanelStatus.Ok, panel.Status);
            Assert.True(panel switch { ValueData value => value.Value > 0, RowsData rows => rows.Rows.Rows.Length > 0, _ => ((SeriesData)panel).Series.Series.Length > 1 }, panel.Id);
            Assert.Equal(panel.Id.Contains("percentile", StringComparison.Ordinal) ? "statistics" : "metrics", panel.Basis);
        });
    }

    [Fact]
    public void PercentilesThatNobodyCarriesRestOnAverages()
    {
        SyntheticDatapoint[] bare = [.. Points.Select(point => point with { Percentiles = [] })];
        var panel = (RowsData)EngineOf(bare).GetPanel("rest-latency-cache/percentile-latency");
        Assert.Equal("period-averages", panel.Basis);
        JsonElement dashboard = MetricCatalog.Dashboards.Single(known => MetricCatalog.Text(known, "id") == "rest-latency-cache");
        JsonElement entry = MetricCatalog.Panels(dashboard).Single(known => MetricCatalog.Text(known, "id") == panel.Id);
        Assert.Equal(
            new MetricReference(bare, s_names).Answer(dashboard, entry, bare.Min(point => point.Time), bare.Max(point => point.Time).AddMinutes(1), new Dictionary<string, string>(), bare.Max(point => point.Time)),
            Describe(panel));
    }

    [Theory]
    [InlineData(SyntheticMetricEncoding.OpenTelemetry07)]
    [InlineData(SyntheticMetricEncoding.OpenTelemetry10)]
    [InlineData(SyntheticMetricEncoding.GetMetricData)]
    public void TheEncodingDoesNotMatter(SyntheticMetricEncoding encoding)
    {
        SyntheticDatapoint[] points = [.. Points.Where(point => point.Region == "eu-west-1")];
        Assert.Equal(Answer(EngineOf(points)), Answer(EngineOf(points, encoding)));
        Assert.Equal(Answer(EngineOf(points)), Answer(EngineOf([.. points, .. Enumerable.Reverse(points)], encoding)));
    }

    [Fact]
    public async Task ASavedEngineAnswersAlikeAndLoadingTwiceChangesNothing()
    {
        AnalyticsEngine engine = EngineOf(Points);
        var saved = new MemoryStream();
        await engine.SaveAsync(saved);
        AnalyticsEngine other = EngineOf(Points[..(Points.Length / 3)]);
        for (int i = 0; i < 2; i++)
        {
            saved.Position = 0;
            await other.LoadAsync(saved);
            Assert.Equal(Answer(engine), Answer(other));
        }
    }

    [Fact]
    public void FiltersOfTheOptionsAreApplied()
    {
        AnalyticsEngine filtered = EngineOf(Points, SyntheticMetricEncoding.Json, options => options.RecordFilters.Add("apiName", "rest-1"));
        AnalyticsEngine whole = EngineOf(Points);
        var query = new PanelQuery { Filters = ImmutableSortedDictionary<string, string>.Empty.Add("apiName", "rest-1"), From = s_start, To = s_start.AddHours(1) };
        Assert.Equal(
            whole.GetDashboard("rest-overview", query).Panels.Select(Describe),
            filtered.GetDashboard("rest-overview", query with { Filters = ImmutableSortedDictionary<string, string>.Empty }).Panels.Select(Describe));
    }

    [Fact]
    public void LateDatapointsAreCounted()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Live };
        var engine = new AnalyticsEngine(options, new FixedClock(s_start.AddDays(3)));
        SyntheticDatapoint[] points = [.. new SyntheticMetrics { Start = s_start, Minutes = 10 }.Generate()];
        engine.Ingest(Datapoints.Encode(points, SyntheticMetricEncoding.Json), new IngestionSource("stream"));
        Assert.Equal(points.Length, engine.Ingestion.Skipped["late-datapoint"]);
    }

    private static string Answer(AnalyticsEngine engine) => string.Join(
        '\n',
        engine.GetAnswer().Dashboards.Where(dashboard => MetricCatalog.Dashboards.Any(known => MetricCatalog.Text(known, "id") == dashboard.Id))
            .SelectMany(dashboard => dashboard.Panels).Select(panel => $"{panel.Id} {Describe(panel)}"));

    private static AnalyticsEngine EngineOf(SyntheticDatapoint[] points, SyntheticMetricEncoding encoding = SyntheticMetricEncoding.Json, Action<AnalyticsOptions>? configure = null)
    {
        MetricReaderOptions reader = Datapoints.OptionsFor(points);
        var options = new AnalyticsOptions { Mode = EngineMode.Files, MetricQueries = reader.Queries };
        foreach ((string id, string name) in s_names)
        {
            options.ApiNames.Add(id, name);
        }

        configure?.Invoke(options);
        var engine = new AnalyticsEngine(options, FixedClock.In2026);
        engine.Ingest(Datapoints.Encode(points, encoding), new IngestionSource("stream") { Region = "eu-west-1" });
        return engine;
    }

    private static string Describe(PanelData panel)
    {
        if (panel.Status != PanelStatus.Ok)
        {
            return panel.Status == PanelStatus.NoData ? "no-data" : "not-configured";
        }

        return panel switch
        {
            ValueData value => $"value {MetricReference.Number(value.Value)}",
            RowsData rows => "rows\n" + string.Join('\n', rows.Rows.Rows.Select(row =>
            {
                int keys = rows.Rows.Columns.Count(column => column is "account" or "region" or "apiName" or "apiId" or "stage" or "resource" or "method" or "route");
                return $"{string.Join('\u0001', row.Take(keys).Select(cell => cell.Text ?? "\0"))} {string.Join(' ', row.Skip(keys).Select(cell => MetricReference.Number(cell.Number)))}";
            })),
            SeriesData series => $"series {series.Series.Interval.TotalMinutes}\n" + string.Join('\n', series.Series.Series.Select(one =>
                $"{string.Join('\u0001', one.Key.Take(series.Series.Columns.Count(column => column != "measure")).Select(key => key ?? "\0"))}{(series.Series.Columns.Contains("measure") ? "|" + one.Key[^1] : "")}{(one.Shift is null ? "" : " -" + one.Shift)}: {string.Join(' ', one.Points.Select(point => $"{point.Time:MM-ddTHH:mm}={MetricReference.Number(point.Value)}"))}")),
            _ => throw new ArgumentOutOfRangeException(nameof(panel)),
        };
    }

    /// <summary>Two hours today, yesterday and a week ago; some repeated with fewer samples, some by route, some missing.</summary>
    private static SyntheticDatapoint[] MakePoints()
    {
        var random = new Random(9);
        SyntheticDatapoint[] points =
        [
            .. ((int[])[0, 1, 7]).SelectMany(days => new SyntheticMetrics { Seed = days + 1, Start = s_start.AddDays(-days), Minutes = days == 0 ? 125 : 100 }.Generate())
                .Where(_ => random.Next(4) == 0),
        ];
        SyntheticDatapoint[] byRoute =
        [
            .. points.Where(point => point.Dimensions.Length == 2 && point.Dimensions[0].Value.StartsWith("http", StringComparison.Ordinal))
                .SelectMany(point => s_routes.Select(route => point with { Dimensions = point.Dimensions.Add(KeyValuePair.Create("Route", route)) })),
        ];
        byRoute = [.. byRoute, .. byRoute.Select(point => point with { Time = point.Time.AddHours(-1) })];
        return [.. points, .. byRoute, .. points.Where(_ => random.Next(5) == 0).Select(point => point with { SampleCount = Math.Max(1, point.SampleCount - 3), Sum = 0 })];
    }
}
