using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>A server that does not answer.</summary>
[Collection(Handled.Name)]
public sealed class FailureTests(BrowserFixture browser)
{
    private const string Questions = "**/api/dashboards/**";

    [BrowserFact]
    public Task A_failing_server_is_said_so_with_a_way_to_try_again() => browser.LookAsync(
        "?dashboard=access-logs-overview&refresh=0",
        async page =>
        {
            await page.RouteAsync(Questions, route => route.FulfillAsync(new()
            {
                Status = 503,
                ContentType = "application/problem+json",
                Headers = new Dictionary<string, string> { ["retry-after"] = "60" },
                Body = """{"title":"Too many questions at once"}""",
            }));
            await page.Locator("[aria-label='Refresh now']").ClickAsync();
            await Assertions.Expect(page.Locator(".banner")).ToContainTextAsync("may be old: Too many questions at once");
            await Assertions.Expect(page.Locator(".banner")).ToBeVisibleAsync();

            await page.UnrouteAsync(Questions);
            await page.Locator(".banner button").ClickAsync();

            await Assertions.Expect(page.Locator(".banner")).ToBeHiddenAsync();
        },
        new Look { Fault = "503" });

    [BrowserFact]
    public Task A_server_that_says_when_is_asked_again_then() => browser.LookAsync(
        "?dashboard=access-logs-overview&refresh=0",
        async page =>
        {
            int asked = 0;
            await page.RouteAsync(Questions, route => ++asked > 1 ? route.ContinueAsync() : route.FulfillAsync(new()
            {
                Status = 503,
                Headers = new Dictionary<string, string> { ["retry-after"] = "1" },
            }));

            // Nothing else asks: no interval is set, and nobody presses a button but once.
            await page.RunAndWaitForResponseAsync(
                () => page.Locator("[aria-label='Refresh now']").ClickAsync(),
                response => response.Url.Contains("/api/dashboards/", StringComparison.Ordinal) && response.Status != 503);

            await Assertions.Expect(page.Locator(".banner")).ToBeHiddenAsync();
            Assert.Equal(2, asked);
        },
        new Look { Fault = "503" });
}
