using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Light, dark and small.</summary>
[Collection(Handled.Name)]
public sealed class AppearanceTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Light_and_dark_follow_the_system_and_can_be_switched() => browser.LookAsync(
        "?dashboard=rest-overview",
        async page =>
        {
            string dark = await BackgroundAsync();

            await page.Locator("[aria-label='Switch between light and dark']").ClickAsync();
            Assert.NotEqual(dark, await BackgroundAsync());

            await page.ReloadAsync();
            await page.WaitForSelectorAsync("main .card");
            Assert.NotEqual(dark, await BackgroundAsync());

            Task<string> BackgroundAsync() => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        },
        new Look { Colors = ColorScheme.Dark });

    [BrowserFact]
    public Task A_phone_has_its_dashboards_behind_a_button() => browser.LookAsync(
        "?dashboard=access-logs-overview",
        async page =>
        {
            await page.Locator(".burger").ClickAsync();
            await page.WaitForSelectorAsync(".nav-open .nav-link");
            await page.KeepAsync("phone-nav");

            await page.GetByRole(AriaRole.Link, new() { Name = "Audit Events" }).ClickAsync();

            await page.WaitForURLAsync(url => url.Contains("dashboard=audit-events", StringComparison.Ordinal));
            await Assertions.Expect(page.Locator(".nav-open")).ToHaveCountAsync(0);
            await page.DrawAllAsync();
            await page.WaitForFunctionAsync("width => document.documentElement.scrollWidth === width", Look.Phone.Width);
            await page.KeepAsync("phone");
        },
        new Look { Window = Look.Phone, Colors = ColorScheme.Dark });
}
