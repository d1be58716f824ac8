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

    [BrowserFact]
    public Task Times_of_monitors_follow_the_zone() => browser.LookAsync(
        "?page=monitors&refresh=0",
        async page =>
        {
            JsonElement monitors = await browser.Site.JsonAsync("api/monitors");
            DateTimeOffset newest = monitors.GetProperty("monitors").EnumerateArray().Last().GetProperty("at").GetDateTimeOffset();
            ILocator time = page.Locator("td.time").First;
            await Assertions.Expect(time).ToContainTextAsync(newest.ToString("HH:mm"));

            await ChooseZoneAsync("Local");
            await Assertions.Expect(time).ToContainTextAsync(newest.AddHours(9).ToString("HH:mm"));

            await ChooseZoneAsync("UTC");
            await Assertions.Expect(time).ToContainTextAsync(newest.ToString("HH:mm"));

            async Task ChooseZoneAsync(string name)
            {
                await page.Locator(".controls button[aria-haspopup=dialog]").ClickAsync();
                await page.Locator(".range-zone button", new() { HasText = name }).ClickAsync();
            }
        },
        new Look { Zone = "Asia/Tokyo" });
}
