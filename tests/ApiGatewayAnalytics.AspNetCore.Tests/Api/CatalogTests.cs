using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Api;

/// <summary>What the catalog says of what has to be fed for a panel.</summary>
public sealed class CatalogTests
{
    [Theory]
    [InlineData("rest-overview/api-calls", "Count", "Sum SampleCount", "ApiName")]
    [InlineData("rest-errors/average-error-rate-trend", "4XXError 5XXError Count", "Sum SampleCount", "ApiName+Stage")]
    [InlineData("rest-enhanced/api-calls-by-http-method", "Count", "Sum SampleCount", "ApiName+Stage+Resource+Method")]
    [InlineData("http-overview/average-latency-trend", "Latency", "Sum SampleCount", "ApiId")]
    [InlineData("http-enhanced/api-calls", "Count", "Sum SampleCount", "ApiId+Stage+Route ApiId+Stage+Resource+Method")]
    [InlineData("websocket-overview/connect-count-trend", "ConnectCount", "Sum SampleCount", "ApiId")]
    [InlineData("insights/logs-against-metrics-by-stage", "Count", "Sum SampleCount", "ApiName+Stage ApiId+Stage")]
    public async Task APanelSaysWhichDatapointsItReads(string id, string metrics, string statistics, string dimensions)
    {
        JsonElement panel = Find(await CatalogAsync(), id);

        Assert.Equal(metrics, Texts(panel, "metrics"));
        Assert.Equal(statistics, Texts(panel, "statistics"));
        Assert.Equal(dimensions, string.Join(' ', panel.GetProperty("dimensions").EnumerateArray().Select(set => string.Join('+', set.EnumerateArray()))));
    }

    [Fact]
    public async Task EveryPanelOfMetricsNamesThemAndNoOtherDoes()
    {
        JsonElement catalog = await CatalogAsync();

        foreach (PanelDefinition definition in All())
        {
            JsonElement panel = Find(catalog, definition.Id);
            bool readsDatapoints = definition.Source == RecordSource.Metrics || definition.Counterpart?.Source == RecordSource.Metrics;
            foreach (string member in new[] { "metrics", "statistics", "dimensions" })
            {
                Assert.Equal((definition.Id, readsDatapoints), (definition.Id, panel.TryGetProperty(member, out JsonElement names) && names.GetArrayLength() > 0));
            }

            Assert.Equal(definition.Counterpart?.Source == RecordSource.CloudTrail, panel.TryGetProperty("events", out _));
            Assert.Equal(definition.Source == RecordSource.Metrics, panel.TryGetProperty("derivedFrom", out _));
            if (definition.Source != RecordSource.AccessLog)
            {
                Assert.Empty(Texts(panel, "needs"));
            }
        }
    }

    [Fact]
    public async Task LargestSamplesAndPercentilesAreStatisticsToo()
    {
        JsonElement catalog = await CatalogAsync(options => options.Dashboards.Add(Own(
            Metric("own/max", Measure.MetricMax, "IntegrationLatency"), Metric("own/percentiles", Measure.MetricPercentiles(50, 90), "Latency"))));

        Assert.Equal("Sum SampleCount Maximum", Texts(Find(catalog, "own/max"), "statistics"));
        Assert.Equal("Sum SampleCount p50 p90", Texts(Find(catalog, "own/percentiles"), "statistics"));

        // All kinds have integration latency, only those of requests have latency.
        Assert.Equal("[[\"ApiName\"],[\"ApiId\"]]", Find(catalog, "own/percentiles").GetProperty("dimensions").GetRawText());
    }

    [Theory]
    [InlineData("rest-overview/api-calls", "$context.resourcePath")]
    [InlineData("http-overview/average-latency-trend", "$context.routeKey $context.responseLatency $context.accountId $context.domainName $context.apiId")]
    [InlineData("rest-enhanced/5xx-errors-by-http-method", "$context.resourcePath $context.status $context.apiId $context.stage $context.httpMethod")]
    [InlineData("rest-enhanced/cache-hit-rate", "")]
    [InlineData("websocket-overview/connect-count-trend", "")]
    public async Task APanelOfMetricsSaysWhichAccessLogsWouldDo(string id, string variables)
    {
        Assert.Equal(variables, Texts(Find(await CatalogAsync(), id), "derivedFrom"));
        Assert.Empty(Texts(Find(await CatalogAsync(options => options.DerivesMetrics = false), id), "derivedFrom"));
    }

    [Fact]
    public async Task EventsThatLogsAreHeldAgainstAreNamed()
    {
        JsonElement panel = Find(await CatalogAsync(), "insights/change-impact");

        Assert.Equal(string.Join(' ', Definition("insights/change-impact").Counterpart!.Events), Texts(panel, "events"));
        Assert.Contains("$context.apiId", Texts(panel, "needs"), StringComparison.Ordinal);
    }

    [Fact]
    public void ADefinitionThatNoEngineTakesIsWrittenAsItIs()
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            CatalogJson.WriteDashboards(writer, [Own(Metric("own/unknown", Measure.MetricSum, "Unknown"))]);
        }

        JsonElement panel = JsonDocument.Parse(output.ToArray()).RootElement[0].GetProperty("panels")[0];
        Assert.Equal("Unknown", Texts(panel, "metrics"));
        Assert.Empty(Texts(panel, "derivedFrom"));
    }

    private static async Task<JsonElement> CatalogAsync(Action<AnalyticsOptions>? configure = null)
    {
        await using TestSite site = await TestSite.StartAsync(options =>
        {
            options.Dashboards.Add(Insights.Dashboard);
            configure?.Invoke(options);
        });
        return await site.JsonAsync("catalog");
    }

    private static IEnumerable<PanelDefinition> All() => DashboardCatalog.All.Append(Insights.Dashboard).SelectMany(dashboard => dashboard.Panels);

    private static PanelDefinition Definition(string id) => All().First(panel => panel.Id == id);

    private static DashboardDefinition Own(params ImmutableArray<PanelDefinition> panels) =>
        new() { Id = "own", Title = "Own", Source = RecordSource.Metrics, Panels = panels };

    private static PanelDefinition Metric(string id, Measure measure, string metric) => new()
    {
        Id = id,
        Title = id,
        Chart = Chart.Table,
        Source = RecordSource.Metrics,
        Scope = MetricScope.Api,
        Metrics = [metric],
        Measure = measure,
        By = [AccessLogFields.Account],
    };

    private static JsonElement Find(JsonElement catalog, string id) =>
        catalog.GetProperty("dashboards").EnumerateArray().SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray())
            .First(panel => panel.GetProperty("id").GetString() == id);

    private static string Texts(JsonElement panel, string member) => string.Join(' ', panel.GetProperty(member).EnumerateArray());
}
