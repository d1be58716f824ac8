using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using ApiGatewayAnalytics.Tests;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary><c>apigw demo</c> as its users see it: every dashboard filled, the first one soon.</summary>
[Collection(Shown.Name)]
public sealed class DemoTests(BrowserFixture browser, ITestOutputHelper output)
{
    /// <summary>Nothing is asked or drawn any more of what can be seen.</summary>
    private const string IsDrawn = """
        () => !document.querySelector(".busy") && [...document.querySelectorAll("main .skeleton, main .stage")].every(part => {
            const box = part.getBoundingClientRect();
            return box.top >= innerHeight || box.bottom <= 0 || part.querySelector("canvas")?.width > 0;
        })
        """;

    private const string IsPainted = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

    [BrowserFact]
    public async Task Every_panel_of_every_dashboard_has_data()
    {
        foreach (JsonElement dashboard in (await browser.Demo.JsonAsync("api/catalog")).GetProperty("dashboards").EnumerateArray())
        {
            JsonElement answer = await browser.Demo.JsonAsync($"api/dashboards/{dashboard.GetProperty("id").GetString()}?last=7d");
            Assert.Empty(answer.GetProperty("panels").EnumerateArray()
                .Where(panel => panel.GetProperty("status").GetString() != "ok")
                .Select(panel => $"{panel.GetProperty("id")}: {panel.GetProperty("status")}"));
        }
    }

    [BrowserFact]
    public async Task The_first_panel_is_drawn_soon()
    {
        Uri home = await browser.Demo.ReadyAsync();
        for (int i = 0; i < 3; i++)
        {
            // Told, not asserted: how fast it is depends on what else runs here.
            await browser.LookAsync(home.AbsoluteUri, async page =>
                output.WriteLine($"{await page.EvaluateAsync<double>("performance.now()"):F0} ms until the first panel"));
        }
    }

    [BrowserTheory]
    [InlineData("access-logs-overview", "?dashboard=access-logs-overview&last=1d", ColorScheme.Light, false)]
    [InlineData("rest-overview", "?dashboard=rest-overview&last=7d", ColorScheme.Dark, false)]
    [InlineData("audit-events", "?dashboard=audit-events&last=7d", ColorScheme.Light, false)]
    [InlineData("insights", "?dashboard=insights&last=7d", ColorScheme.Light, false)]
    [InlineData("monitors", "?page=monitors&last=1d", ColorScheme.Dark, false)]
    [InlineData("phone", "?dashboard=access-logs-errors&last=1d", ColorScheme.Light, true)]
    public async Task It_looks_as_the_documentation_shows_it(string name, string address, ColorScheme colors, bool isPhone)
    {
        Uri home = await browser.Demo.ReadyAsync();
        Look how = isPhone ? new Look { Colors = colors, Window = Look.Phone } : new Look { Colors = colors };
        await browser.LookAsync(new Uri(home, address).AbsoluteUri, KeepAsync, how);

        async Task KeepAsync(IPage page)
        {
            await page.WaitForFunctionAsync(IsDrawn);
            await page.EvaluateAsync(IsPainted);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png") });
        }
    }

    private static string Folder() => Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") is { Length: > 0 }
        ? Path.Combine(RepositoryFolder.Root, "docs", "screenshots")
        : Path.Combine(AppContext.BaseDirectory, "screenshots", "demo");
}
