using System.Text.Json;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Dashboards as a whole: every panel is there, says something and what it should.</summary>
[Collection(Shown.Name)]
public sealed class DashboardTests(BrowserFixture browser)
{
    private const string SaysSomething = ".state p, .single-number, canvas, .bar, .part, .comb-cell, .spot, tbody td";

    private static readonly string[] s_ids = [.. DashboardCatalog.All.Append(Insights.Dashboard).Append(Tables.Dashboard).Select(dashboard => dashboard.Id)];

    public static TheoryData<string> Dashboards => [.. s_ids];

    [BrowserTheory]
    [MemberData(nameof(Dashboards))]
    public Task Every_panel_says_something_and_nothing_is_wider_than_a_phone(string id) => browser.LookAsync($"?dashboard={id}", async page =>
    {
        JsonElement dashboard = (await DashboardsAsync()).Single(candidate => candidate.GetProperty("id").GetString() == id);
        string[] panels = [.. dashboard.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetString()!)];
        ILocator cards = page.Locator(".card");

        await page.DrawAllAsync();
        await page.KeepAsync(id);

        Assert.Equal(dashboard.GetProperty("title").GetString(), await page.Locator("h1").TextContentAsync());
        Assert.Equal(panels.Order(StringComparer.Ordinal), (await IdsAsync("true")).Order(StringComparer.Ordinal));
        Assert.Empty(await IdsAsync($"!card.querySelector('{SaysSomething}')"));

        await page.SetViewportSizeAsync(Look.Phone.Width, page.ViewportSize!.Height);
        await page.WaitForSelectorAsync(".grid[data-units='2']");
        await page.WaitForFunctionAsync("width => document.documentElement.scrollWidth === width", Look.Phone.Width);

        Task<string[]> IdsAsync(string condition) =>
            cards.EvaluateAllAsync<string[]>($"cards => cards.filter(card => {condition}).map(card => card.dataset.panel)");
    });

    [BrowserFact]
    public async Task All_dashboards_are_looked_at() =>
        Assert.Equal(s_ids, (await DashboardsAsync()).Select(dashboard => dashboard.GetProperty("id").GetString()));

    [BrowserFact]
    public Task Numbers_on_screen_are_those_of_the_API() => browser.LookAsync("?dashboard=access-logs-overview", async page =>
    {
        JsonElement answer = await browser.Site.JsonAsync("api/dashboards/access-logs-overview");
        JsonElement[] panels = [.. answer.GetProperty("panels").EnumerateArray()];
        JsonElement[] numbers =
            [.. panels.Where(panel => Is(panel, "single-value") && panel.GetProperty("value").ValueKind == JsonValueKind.Number)];
        Assert.NotEmpty(numbers);
        foreach (JsonElement panel in numbers)
        {
            string id = panel.GetProperty("id").GetString()!;
            string? shown = await page.Panel(id).Locator(".single-number").GetAttributeAsync("title");
            Assert.Equal((id, Math.Round(panel.GetProperty("value").GetDouble(), 3)), (id, Screen.Number(shown!)));
        }

        JsonElement bars = panels.First(panel => Is(panel, "bar") && Rows(panel).Length > 1);
        IReadOnlyList<string> counts = await page.Panel(bars.GetProperty("id").GetString()!).Locator(".bar .number").AllTextContentsAsync();
        Assert.Equal(Rows(bars).Select(row => row.EnumerateArray().Last().GetDouble()), counts.Select(Screen.Number));

        static bool Is(JsonElement panel, string chart) => panel.GetProperty("chart").GetString() == chart;

        static JsonElement[] Rows(JsonElement panel) => [.. panel.GetProperty("rows").GetProperty("rows").EnumerateArray()];
    });

    [BrowserFact]
    public Task A_poll_that_finds_nothing_new_leaves_the_page_alone() => browser.LookAsync("?dashboard=access-logs-overview&refresh=0", async page =>
    {
        IResponse response = await page.RunAndWaitForResponseAsync(
            () => page.Locator("[aria-label='Refresh now']").ClickAsync(),
            response => response.Url.Contains("/api/dashboards/", StringComparison.Ordinal));

        Assert.Equal(304, response.Status);
    });

    private async Task<IEnumerable<JsonElement>> DashboardsAsync() =>
        (await browser.Site.JsonAsync("api/catalog")).GetProperty("dashboards").EnumerateArray();
}
