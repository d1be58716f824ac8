using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Query;

/// <summary>What a question says of the shape of its answer: the width of buckets, the most series, and what filters can be set to.</summary>
public sealed class AskedShapeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    private static readonly ModelRecord[] s_records =
    [
        .. Enumerable.Range(0, 3_000).Select(i => ModelRecord.Random(new Random(i), s_now.AddSeconds(-20 * i)))
            .Select((record, i) => i % 7 == 0 ? record with { ApiId = $"rare{i % 40}" } : record),
    ];

    /// <summary>Trends of access logs by their own keys, and of metrics derived from them.</summary>
    private static readonly DashboardDefinition[] s_dashboards =
    [
        ModelPanels.Dashboard with
        {
            Filters = [.. Identity.Fields],
            Panels = [.. ModelPanels.Dashboard.Panels, ModelPanels.StatusTrend with { Id = "model/path-trend", By = [AccessLogFields.Path] }],
        },
        DashboardCatalog.All.Single(dashboard => dashboard.Id == "rest-overview"),
        DashboardCatalog.All.Single(dashboard => dashboard.Id == "rest-enhanced"),
    ];

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void AnIntervalAskedForEqualsOneThatIsDeclared(int minutes)
    {
        TimeSpan width = TimeSpan.FromMinutes(minutes);
        DashboardDefinition[] declared =
        [
            .. s_dashboards.Select(dashboard => dashboard with
            {
                Panels = [.. dashboard.Panels.Select(panel => panel.Interval is { IsAuto: true } ? panel with { Interval = PanelInterval.Of(width) } : panel)],
            }),
        ];
        AnalyticsEngine asked = Filled(s_dashboards);
        var query = new PanelQuery { Interval = width };
        string expected = Json(Filled(declared).GetAnswer().Dashboards);
        Assert.Equal(expected, Json(asked.GetAnswer(query).Dashboards));
        Assert.Equal(expected, Json<ImmutableArray<DashboardData>>([.. s_dashboards.Select(dashboard => asked.GetDashboard(dashboard.Id, query) with
        {
            Panels = [.. dashboard.Panels.Select(panel => asked.GetPanel(panel.Id, query))],
        })]));
        Assert.NotEqual(expected, Json(asked.GetAnswer().Dashboards));
    }

    [Fact]
    public void OtherWidthsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PanelQuery { Interval = TimeSpan.FromMinutes(7) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PanelQuery { SeriesLimit = 0 });
        Assert.Null(new PanelQuery { Interval = null, SeriesLimit = null }.Interval);
    }

    [Theory]
    [InlineData("model/path-trend", 4)]
    [InlineData("model/status-trend", 2)]
    [InlineData("model/status-trend", 100)]
    [InlineData("rest-overview/4xx-errors-trend", 2)]
    [InlineData("rest-overview/average-latency-trend", 3)]
    [InlineData("rest-enhanced/4xx-errors-trend-by-route", 3)]
    public void TheHeaviestSeriesAreKept(string panelId, int limit)
    {
        AnalyticsEngine engine = Filled(s_dashboards);
        string known = engine.Dashboards.SelectMany(dashboard => dashboard.Panels).Any(panel => panel.Id == panelId)
            ? panelId
            : engine.Dashboards.Single(dashboard => dashboard.Id == panelId[..panelId.IndexOf('/', StringComparison.Ordinal)])
                .Panels.First(panel => panel.Interval is not null && panel.Chart == Chart.Line).Id;
        PanelSeriesSet all = ((SeriesData)engine.GetPanel(known)).Series;
        PanelData answer = engine.GetPanel(known, new PanelQuery { SeriesLimit = limit });
        PanelSeriesSet some = ((SeriesData)answer).Series;
        string[] keys = [.. all.Series.Select(KeyOf).Distinct()];
        string[] kept = [.. some.Series.Select(KeyOf).Distinct()];
        Assert.Equal(Math.Min(limit, keys.Length), kept.Length);
        Assert.Equal(keys.Length - kept.Length, some.Omitted);
        Assert.Equal(0, all.Omitted);
        Assert.Equal(Json(all with { Series = [.. all.Series.Where(series => kept.Contains(KeyOf(series)))], Omitted = some.Omitted }), Json(some));
        Assert.Equal(some.Omitted > 0, Json(answer).Contains($"\"omitted\":{some.Omitted}", StringComparison.Ordinal));

        // By records; a trend of means does not show them, those of counts do.
        if (known.StartsWith("model/", StringComparison.Ordinal))
        {
            string[] heaviest = [.. all.Series.OrderByDescending(series => series.Points.Sum(point => point.Value)).ThenBy(KeyOf, StringComparer.Ordinal).Take(limit).Select(KeyOf)];
            Assert.Equal(heaviest.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void TablesAreCutAfterSoManyRows(int limit)
    {
        AnalyticsEngine engine = Filled(s_dashboards);
        RowsData[] all = [.. engine.GetAnswer().Dashboards.SelectMany(dashboard => dashboard.Panels).OfType<RowsData>()];
        Assert.Equal(2, all.Select(panel => engine.Dashboards.Single(dashboard => panel.Id.StartsWith($"{dashboard.Id}/", StringComparison.Ordinal)).Source).Distinct().Count());
        Assert.Equal(limit < 100_000, all.Any(panel => panel.Rows.Rows.Length > limit));
        Assert.All(all, panel =>
        {
            int count = panel.Rows.Rows.Length - (panel.Rows.OtherRow ? 1 : 0);
            RowsData expected = count <= limit
                ? panel
                : panel with { Rows = panel.Rows with { Rows = panel.Rows.Rows[..limit], OtherRow = false, Total = count } };
            Assert.Equal(Json<PanelData>(expected), Json(engine.GetPanel(panel.Id, new PanelQuery { RowLimit = limit })));
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PanelQuery { RowLimit = 0 });
    }

    [Theory]
    [InlineData("model", "apiId")]
    [InlineData("model", "stage")]
    [InlineData("rest-overview", "apiName")]
    [InlineData("rest-enhanced", "stage")]
    public void FilterValuesAreThoseOfTheRecordsMostFrequentFirst(string dashboard, string filter)
    {
        AnalyticsEngine engine = Filled(s_dashboards);
        bool isStage = filter == "stage";
        DateTimeOffset from = s_now.AddHours(-9);
        var query = new PanelQuery { From = from, Filters = PanelQuery.Default.Filters.Add(filter, "nothing") };
        DateTimeOffset minute = from.AddSeconds(-from.Second);
        string[] expected =
        [
            .. s_records.Where(record => record.Time >= minute)
                .Select(record => isStage ? record.Stage : record.ApiId)
                .OfType<string>()
                .GroupBy(value => value)
                .OrderByDescending(values => values.Count())
                .ThenBy(values => values.Key, StringComparer.Ordinal)
                .Select(values => values.Key),
        ];
        Assert.Equal(expected, engine.GetFilterValues(dashboard, filter, query: query).Values);
        FilterValues first = engine.GetFilterValues(dashboard, filter, limit: 1, query: query);
        Assert.Equal(expected[..1], first.Values);
        Assert.True(first.HasMore);
        string part = expected[0][1..^1].ToUpperInvariant();
        Assert.Equal(
            expected.Where(value => value.Contains(part, StringComparison.OrdinalIgnoreCase)),
            engine.GetFilterValues(dashboard, filter, part, query: query).Values);
    }

    [Fact]
    public void OtherFiltersNarrowTheValues()
    {
        AnalyticsEngine engine = Filled(s_dashboards);
        string rare = s_records.First(record => record.ApiId!.StartsWith("rare", StringComparison.Ordinal)).ApiId!;
        string[] stages = [.. s_records.Where(record => record.ApiId == rare).Select(record => record.Stage).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var query = new PanelQuery { Filters = PanelQuery.Default.Filters.Add("apiId", rare) };
        Assert.Equal(stages, engine.GetFilterValues("model", "stage", query: query).Values.Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => engine.GetFilterValues("model", "path"));
        Assert.Throws<ArgumentException>(() => engine.GetFilterValues("none", "stage"));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.GetFilterValues("model", "stage", limit: 0));
    }

    [Fact]
    public void TheRevisionTellsWhetherSomethingCame()
    {
        var clock = new ManualClock(s_now);
        var engine = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), clock);
        Assert.Null(engine.Extent);
        long empty = engine.Revision;
        engine.Ingest(Lines(), new IngestionSource("records"));
        long filled = engine.Revision;
        Assert.True(filled > empty);
        engine.GetAnswer();
        clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(filled, engine.Revision);
        Assert.Equal(s_records.Min(record => record.Minute), engine.Extent!.Value.From.ToUnixTimeSeconds() / 60);
        Assert.Equal(s_records.Max(record => record.Minute) + 1, engine.Extent!.Value.To.ToUnixTimeSeconds() / 60);
    }

    /// <summary>The records as requests of REST APIs, which metrics are derived of.</summary>
    private static byte[] Lines() => Encoding.UTF8.GetBytes(string.Concat(s_records.Select(
        record => $"{record.Json()[..^1]},\"resourcePath\":\"{record.Path}\",\"httpMethod\":\"GET\"}}\n")));

    private static string KeyOf(PanelSeries series) => string.Join('\0', series.Key);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, typeof(T), AnalyticsJsonContext.Default);

    private static AnalyticsEngine Filled(DashboardDefinition[] dashboards)
    {
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.Dashboards.Clear();
        foreach (DashboardDefinition dashboard in dashboards)
        {
            options.Dashboards.Add(dashboard);
        }

        var engine = new AnalyticsEngine(options, new ManualClock(s_now));
        engine.Ingest(Lines(), new IngestionSource("records"));
        return engine;
    }
}
