using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>The page of the monitors.</summary>
[Collection(Shown.Name)]
public sealed class MonitorTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Monitors_show_what_fires_and_what_fired() => browser.LookAsync("?page=monitors&last=6h", async page =>
    {
        JsonElement catalog = await browser.Site.JsonAsync("api/catalog");
        JsonElement monitors = await browser.Site.JsonAsync("api/monitors?last=6h");

        await Assertions.Expect(page.Locator(".lane")).ToHaveCountAsync(catalog.GetProperty("monitors").GetArrayLength());
        Assert.Equal(monitors.GetProperty("firing").GetArrayLength(), await page.Locator(".firing-list li").CountAsync());
        await page.KeepAsync("monitors");
    });
}
