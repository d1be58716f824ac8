using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>What has to be fed for a panel to show something.</summary>
[Collection(Shown.Name)]
public sealed class NeedTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task The_menu_of_a_panel_says_what_it_needs() => browser.LookAsync("?dashboard=rest-enhanced", async page =>
    {
        await page.Panel("rest-enhanced/api-calls-by-http-method").Locator(".card-menu").ClickAsync();

        ILocator about = page.Locator(".menu-about");
        await Assertions.Expect(about).ToContainTextAsync("CloudWatch metric Count of AWS/ApiGateway");
        await Assertions.Expect(about).ToContainTextAsync("ApiName, Stage, Resource and Method");
        await Assertions.Expect(about).ToContainTextAsync("do instead");
    });

    [BrowserFact]
    public Task A_panel_without_data_names_its_metrics() => browser.LookAsync("?dashboard=rest-overview&from=2025-03-01T00:00:00Z&to=2025-03-02T00:00:00Z", async page =>
    {
        JsonElement catalog = await browser.Site.JsonAsync("api/catalog");
        JsonElement[] panels = [.. catalog.GetProperty("dashboards").EnumerateArray()
            .Single(dashboard => dashboard.GetProperty("id").GetString() == "rest-overview").GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("metrics", out _) && panel.GetProperty("chart").GetString() != "single-value")];
        Assert.NotEmpty(panels);
        await page.DrawAllAsync();
        foreach (JsonElement panel in panels)
        {
            ILocator state = page.Panel(panel.GetProperty("id").GetString()!).Locator(".state");
            await Assertions.Expect(state).ToContainTextAsync("No data in this range.");
            foreach (JsonElement metric in panel.GetProperty("metrics").EnumerateArray())
            {
                await Assertions.Expect(state.Locator("code", new() { HasText = metric.GetString() }).First).ToBeVisibleAsync();
            }
        }
    });
}
