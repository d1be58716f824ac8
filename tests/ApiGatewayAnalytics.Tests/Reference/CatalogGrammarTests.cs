using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Reference;

public class CatalogGrammarTests
{
    private static readonly string[] s_dashboardKeys = ["id", "title", "apiKind", "source", "defaultRange", "filters", "panels"];

    [Fact]
    public void EveryEntryParsesAndNoKeyIsUnknown()
    {
        var counts = CatalogGrammar.AllDashboards.ToDictionary(d => d.GetProperty("id").GetString()!, d => d.GetProperty("panels").GetArrayLength());

        Assert.Equal(new Dictionary<string, int> { ["access-logs-overview"] = 25, ["access-logs-errors"] = 18, ["audit-events"] = 16 }, counts);
        Assert.Equal(59, CatalogGrammar.AllEntries.Select(entry => entry.Id).Distinct().Count());
        Assert.All(CatalogGrammar.AllDashboards, dashboard => Assert.All(
            dashboard.EnumerateObject(),
            member => Assert.Contains(member.Name, s_dashboardKeys)));
    }

    [Fact]
    public void AnEntryIsReadCompletely()
    {
        var entry = CatalogGrammar.Entry("access-logs-overview/percentile-waf-latency");

        Assert.Equal(("Percentile WAF Latency for REST and WebSocket API", "table", "ms", 1000, "(other)"), (entry.Title, entry.Chart, entry.Unit, entry.Limit, entry.Rest));
        Assert.Equal([new CatalogTest("present", "wafLatency", null)], entry.Where);
        Assert.Equal(["apiName", "domainName", "stage", "path"], entry.By);
        Assert.Equal(("percentiles", "wafLatency"), (entry.Measure.Kind, entry.Measure.Field));
        Assert.Equal([50, 95, 99], entry.Measure.Percentiles);
        Assert.Equal([new CatalogOrder("count", true), new CatalogOrder("keys", false)], entry.Order);
        Assert.False(entry.Asked);
    }

    [Theory]
    [InlineData("""{"id":"d/p","title":"T","chart":"bar","measure":{"kind":"count"},"sort":"x"}""", "sort")]
    [InlineData("""{"id":"d/p","title":"T","chart":"bar","measure":{"kind":"count","axis":1}}""", "axis")]
    [InlineData("""{"id":"d/p","title":"T","chart":"donut","measure":{"kind":"count"}}""", "donut")]
    [InlineData("""{"id":"d/p","title":"T","chart":"bar","where":[{"test":"near"}],"measure":{"kind":"count"}}""", "near")]
    [InlineData("""{"id":"d/p","title":"T","chart":"bar","measure":{"kind":"count"},"order":["count down"]}""", "down")]
    public void WhatTheGrammarLacksIsRefused(string entry, string named)
    {
        var exception = Assert.Throws<FormatException>(() => CatalogEntry.Parse(JsonDocument.Parse(entry).RootElement));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("d/p", exception.Message, StringComparison.Ordinal);
    }
}
