using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Api;

/// <summary>What is answered over HTTP is what the engine answers.</summary>
public sealed class AnswerTests
{
    private static readonly DateTimeOffset s_end = new(2026, 3, 2, 12, 1, 0, TimeSpan.Zero);

    [Fact]
    public async Task EveryPanelIsTheEnginesOwn()
    {
        await using TestSite site = await FilledAsync();
        PanelQuery query = Query(TimeSpan.FromHours(6));

        foreach (PanelDefinition panel in site.Engine.Dashboards.SelectMany(dashboard => dashboard.Panels))
        {
            using HttpResponseMessage response = await site.AskAsync($"panels/{panel.Id}?last=6h&rows=10000");
            string expected = JsonSerializer.Serialize(site.Engine.GetPanel(panel.Id, query), PanelJsonContext.Default.PanelData);
            Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task EveryDashboardHasItsPanels()
    {
        await using TestSite site = await FilledAsync();
        PanelQuery query = Query(TimeSpan.FromDays(1));

        foreach (DashboardDefinition dashboard in site.Engine.Dashboards)
        {
            JsonElement answer = await site.JsonAsync($"dashboards/{dashboard.Id}?rows=10000");
            Assert.Equal(dashboard.Id, answer.GetProperty("id").GetString());
            Assert.Equal(dashboard.Title, answer.GetProperty("title").GetString());
            Assert.Equal("2026-03-02T12:00:30.000Z", answer.GetProperty("generatedAt").GetString());
            Assert.Equal("2026-03-01T12:01:00.000Z", answer.GetProperty("range").GetProperty("from").GetString());
            Assert.Equal("2026-03-02T12:01:00.000Z", answer.GetProperty("range").GetProperty("to").GetString());
            Assert.Equal(
                site.Engine.GetDashboard(dashboard.Id, query).Panels.Select(panel => JsonSerializer.Serialize(panel, PanelJsonContext.Default.PanelData)),
                answer.GetProperty("panels").EnumerateArray().Select(panel => panel.GetRawText()));
        }
    }

    [Theory]
    [InlineData("?rows=10000", null)]
    [InlineData("?dashboard=access-logs-errors&dashboard=rest-overview&rows=10000", "rest-overview access-logs-errors")]
    [InlineData("?dashboard=insights&rows=10000", "insights")]
    public async Task AWholeAnswerIsTheEnginesOwn(string question, string? dashboards)
    {
        await using TestSite site = await FilledAsync();
        PanelQuery query = Query(TimeSpan.FromDays(1)) with
        {
            Dashboards = dashboards is null ? [.. DashboardCatalog.All.Select(dashboard => dashboard.Id)] : [.. dashboards.Split(' ')],
        };

        using HttpResponseMessage response = await site.AskAsync("answer" + question);

        Assert.Equal(
            JsonSerializer.Serialize(site.Engine.GetAnswer(query), AnalyticsJsonContext.Default.AnalyticsAnswer),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RangeFiltersAndIntervalAreApplied()
    {
        await using TestSite site = await FilledAsync();
        string api = site.Engine.GetFilterValues("access-logs-overview", "apiId").Values[0];
        PanelQuery query = Query(TimeSpan.FromHours(2)) with
        {
            From = s_end.AddHours(-3),
            To = s_end.AddHours(-1),
            Filters = ImmutableSortedDictionary<string, string>.Empty.Add("apiId", api).Add("stage", "p*"),
            Interval = TimeSpan.FromHours(1),
        };

        using HttpResponseMessage response = await site.AskAsync(
            $"panels/access-logs-overview/request-trend-by-status-code?from=2026-03-02T09:01:00Z&to=2026-03-02T12:00:30%2B01:00&filter.apiId={api}&filter.stage=p*&interval=1h");

        Assert.Equal(
            JsonSerializer.Serialize(site.Engine.GetPanel("access-logs-overview/request-trend-by-status-code", query), PanelJsonContext.Default.PanelData),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TablesArePaged()
    {
        await using TestSite site = await FilledAsync();
        string id = site.Engine.Dashboards.First(dashboard => dashboard.Id == "access-logs-errors").Panels.First(panel => panel.Chart == Chart.Table && panel.Limit > 5).Id;

        JsonElement whole = (await site.JsonAsync($"panels/{id}")).GetProperty("rows");
        JsonElement page = (await site.JsonAsync($"panels/{id}?rows=2&skip=1")).GetProperty("rows");
        JsonElement beyond = (await site.JsonAsync($"panels/{id}?skip=100000")).GetProperty("rows");

        string[] rows = [.. whole.GetProperty("rows").EnumerateArray().Select(row => row.GetRawText())];
        Assert.True(rows.Length > 3, id);
        Assert.False(whole.TryGetProperty("total", out _));
        Assert.Equal(rows[1..3], page.GetProperty("rows").EnumerateArray().Select(row => row.GetRawText()));
        Assert.Equal(rows.Length, page.GetProperty("total").GetInt32());
        Assert.Equal(0, beyond.GetProperty("rows").GetArrayLength());
        Assert.Equal(rows.Length, beyond.GetProperty("total").GetInt32());
    }

    [Fact]
    public void TheRowOfAllOthersComesWithTheLastOne()
    {
        var table = new RowsData
        {
            Id = "a/b",
            Title = "B",
            Chart = Chart.Table,
            Unit = "count",
            Range = default,
            Status = PanelStatus.Ok,
            Exact = true,
            Rows = new PanelRows { Columns = ["key"], Rows = [.. "abc!".Select(c => ImmutableArray.Create(PanelValue.Of(c.ToString())))], OtherRow = true },
        };

        Assert.Same(table, new TablePage(0, 3).Of(table));
        Assert.Equal(("a", false, 3), Cut(0, 1));
        Assert.Equal(("bc!", true, 3), Cut(1, 5));
        Assert.Equal(("c!", true, 3), Cut(2, 1));
        Assert.Equal(("", false, 3), Cut(3, 1));

        (string Rows, bool OtherRow, int? Total) Cut(int skip, int rows)
        {
            PanelRows page = ((RowsData)new TablePage(skip, rows).Of(table)).Rows;
            return (string.Concat(page.Rows.Select(row => row[0].Text)), page.OtherRow, page.Total);
        }
    }

    [Fact]
    public async Task SeriesAreLimited()
    {
        await using TestSite site = await FilledAsync();
        string id = site.Engine.Dashboards.SelectMany(dashboard => dashboard.Panels)
            .First(panel => panel.Source == RecordSource.AccessLog && panel.Interval is not null && panel.By is [{ Name: "status" }] && panel.Limit is null && panel.Fill.IsEmpty).Id;

        JsonElement all = (await site.JsonAsync($"panels/{id}")).GetProperty("series");
        JsonElement few = (await site.JsonAsync($"panels/{id}?series=1")).GetProperty("series");

        Assert.Equal(1, few.GetProperty("series").GetArrayLength());
        Assert.Equal(all.GetProperty("series").GetArrayLength() - 1, few.GetProperty("omitted").GetInt32());
        Assert.False(all.TryGetProperty("omitted", out _));
    }

    [Fact]
    public async Task TheCatalogSaysWhatThereIs()
    {
        await using TestSite site = await FilledAsync();

        JsonElement catalog = await site.JsonAsync("catalog");

        Assert.Equal("live", catalog.GetProperty("mode").GetString());
        JsonElement[] dashboards = [.. catalog.GetProperty("dashboards").EnumerateArray()];
        Assert.Equal(site.Engine.Dashboards.Select(dashboard => dashboard.Id), dashboards.Select(dashboard => dashboard.GetProperty("id").GetString()));
        Assert.Equal(["insights"], dashboards.Where(dashboard => dashboard.GetProperty("onRequest").GetBoolean()).Select(dashboard => dashboard.GetProperty("id").GetString()));
        JsonElement map = dashboards.SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray())
            .First(panel => panel.GetProperty("id").GetString() == "access-logs-overview/top-10-client-ips");
        Assert.Contains("$context.identity.sourceIp", map.GetProperty("needs").EnumerateArray().Select(need => need.GetString()));
        Assert.Equal(MonitorCatalog.All.Select(monitor => monitor.Id), catalog.GetProperty("monitors").EnumerateArray().Select(monitor => monitor.GetProperty("id").GetString()));
        Assert.Equal("critical", catalog.GetProperty("monitors")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public async Task TheStateSaysWhatIsKnown()
    {
        await using TestSite site = await FilledAsync();

        JsonElement state = await site.JsonAsync("state");

        Assert.Equal(site.Engine.Revision, state.GetProperty("revision").GetInt64());
        Assert.Equal(site.Engine.Ingestion.Records, state.GetProperty("records").GetInt64());
        Assert.Equal(Utc.Text(site.Engine.Extent!.Value.From), state.GetProperty("oldestRecord").GetString());
        Assert.Equal(Utc.Text(site.Engine.Extent!.Value.To), state.GetProperty("newestRecord").GetString());
        Assert.Equal(256_000_000, state.GetProperty("memoryLimit").GetInt64());
        Assert.InRange(state.GetProperty("bytes").GetInt64(), 1, 256_000_000);
        Assert.Equal("traffic-1", state.GetProperty("sources")[0].GetProperty("name").GetString());
        Assert.Equal(MonitorCatalog.All.Length, state.GetProperty("monitors").GetProperty("configured").GetInt32());
        Assert.Equal(site.Engine.Monitors.Firing.Length, state.GetProperty("monitors").GetProperty("firing").GetArrayLength());
    }

    [Fact]
    public async Task NothingReadIsAStateToo()
    {
        await using TestSite site = await TestSite.StartAsync();

        JsonElement state = await site.JsonAsync("state");

        Assert.Equal(JsonValueKind.Null, state.GetProperty("oldestRecord").ValueKind);
        Assert.Equal(JsonValueKind.Null, state.GetProperty("newestRecord").ValueKind);
        Assert.Equal("no-data", (await site.JsonAsync("panels/access-logs-overview/total-requests")).GetProperty("status").GetString());
        Assert.Equal(0, (await site.JsonAsync("monitors")).GetProperty("monitors").GetArrayLength());
    }

    [Fact]
    public async Task MonitorsAreJudgedOverTheRange()
    {
        await using TestSite site = await FilledAsync();
        MonitorTimeline timeline = site.Engine.GetMonitorTimeline(Query(TimeSpan.FromHours(6)));
        Assert.NotEmpty(timeline.Events);

        JsonElement answer = await site.JsonAsync("monitors?last=6h");

        Assert.Equal(
            timeline.Events.Select(happened => JsonSerializer.Serialize(happened, AnalyticsJsonContext.Default.MonitorEvent)),
            answer.GetProperty("monitors").EnumerateArray().Select(happened => happened.GetRawText()));
        Assert.Equal("2026-03-02T06:01:00.000Z", answer.GetProperty("range").GetProperty("from").GetString());
        Assert.Equal(site.Engine.Monitors.Firing.Length, answer.GetProperty("firing").GetArrayLength());
    }

    [Fact]
    public async Task FiltersAreCompletedFromTheData()
    {
        await using TestSite site = await FilledAsync();
        ImmutableArray<string> all = site.Engine.GetFilterValues("access-logs-overview", "apiId").Values;
        Assert.Equal(8, all.Length);

        JsonElement some = await site.JsonAsync($"filters/access-logs-overview/apiId?match={all[2].ToUpperInvariant()}&last=6h");
        JsonElement first = await site.JsonAsync("filters/access-logs-overview/apiId?limit=3");

        Assert.Equal("apiId", some.GetProperty("field").GetString());
        Assert.Equal([all[2]], some.GetProperty("values").EnumerateArray().Select(value => value.GetString()));
        Assert.False(some.GetProperty("more").GetBoolean());
        Assert.Equal(all[..3], first.GetProperty("values").EnumerateArray().Select(value => value.GetString()!));
        Assert.True(first.GetProperty("more").GetBoolean());
    }

    [Fact]
    public async Task DataThatNoLongerGrowsIsShownAsAWhole()
    {
        await using TestSite site = await TestSite.StartAsync(http: options =>
        {
            options.ShowsEverythingByDefault = true;
            options.CountsBackFromNewestRecord = true;
        });
        Traffic.Feed(site.Engine);
        site.Clock.Now += TimeSpan.FromDays(30);

        JsonElement range = (await site.JsonAsync("dashboards/access-logs-overview")).GetProperty("range");
        JsonElement hour = (await site.JsonAsync("dashboards/access-logs-overview?last=1h")).GetProperty("range");

        Assert.Equal("files", (await site.JsonAsync("catalog")).GetProperty("mode").GetString());
        Assert.Equal(Utc.Text(site.Engine.Extent!.Value.From), range.GetProperty("from").GetString());
        Assert.Equal(Utc.Text(site.Engine.Extent!.Value.To), range.GetProperty("to").GetString());
        Assert.Equal(Utc.Text(site.Engine.Extent!.Value.To.AddHours(-1)), hour.GetProperty("from").GetString());
    }

    [Fact]
    public async Task AHeadHasTheHeadersOnly()
    {
        await using TestSite site = await FilledAsync();

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Head, "api-gateway/api/state");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(response.Headers.ETag);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private static PanelQuery Query(TimeSpan length) => new() { From = s_end - length, To = s_end, SeriesLimit = 50 };

    private static async Task<TestSite> FilledAsync()
    {
        TestSite site = await TestSite.StartAsync(options =>
        {
            foreach (DashboardDefinition dashboard in DashboardCatalog.OnRequest)
            {
                options.Dashboards.Add(dashboard);
            }

            foreach (MonitorDefinition monitor in MonitorCatalog.All)
            {
                options.Monitors.Add(monitor);
            }
        });
        Traffic.Feed(site.Engine);
        Traffic.Feed(site.Engine, 500, seed: 2, SyntheticLayout.WebSocket);
        return site;
    }
}
