using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Nothing that axe knows keeps people from using the pages.</summary>
[Collection(Handled.Name)]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    /// <summary>Rows are made alike. Hundreds of them, most of which are out of sight, would take axe half a minute.</summary>
    private const string ShortenTables = "() => document.querySelectorAll('tbody tr:nth-child(n + 11)').forEach(row => row.remove())";

    [BrowserTheory]
    [InlineData("?dashboard=access-logs-overview", ColorScheme.Light, false)]
    [InlineData("?dashboard=access-logs-errors", ColorScheme.Dark, false)]
    [InlineData("?dashboard=rest-enhanced", ColorScheme.Light, false)]
    [InlineData("?dashboard=audit-events", ColorScheme.Dark, true)]
    [InlineData("?dashboard=insights", ColorScheme.Light, false)]
    [InlineData("?page=monitors&last=6h", ColorScheme.Light, false)]
    [InlineData("?page=monitors&last=6h", ColorScheme.Dark, true)]
    public Task Axe_finds_nothing(string address, ColorScheme colors, bool isPhone) => browser.LookAsync(
        address,
        async page =>
        {
            await page.DrawAllAsync();
            await page.EvaluateAsync(ShortenTables);

            await Axe.AssertCleanAsync(page);
        },
        isPhone ? new Look { Colors = colors, Window = Look.Phone } : new Look { Colors = colors });
}
