using ApiGatewayAnalytics.AspNetCore;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>A report, opened as a file.</summary>
[Collection(Shown.Name)]
public sealed class ReportTests(BrowserFixture browser)
{
    private const string Total = "access-logs-overview/total-requests";

    [BrowserFact]
    public async Task A_report_shows_the_same_without_a_server()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "report.html");
        var query = new PanelQuery { Dashboards = ["access-logs-overview", "access-logs-errors"], Monitors = true };
        await using (FileStream output = File.Create(file))
        {
            AnalyticsReport.WriteHtml(output, browser.Site.Engine.GetAnswer(query), DashboardCatalog.All);
        }

        await browser.LookAsync(new Uri(file).AbsoluteUri, async page =>
        {
            await page.DrawAllAsync();
            Assert.Equal(3, await page.Locator(".nav-link").CountAsync());
            Assert.Equal(0, await page.Locator("select, .chip, [aria-label='Refresh now']").CountAsync());
            string? total = await page.Panel(Total).Locator(".single-number").GetAttributeAsync("title");
            Assert.Equal((await browser.Site.JsonAsync($"api/panels/{Total}")).GetProperty("value").GetDouble(), Screen.Number(total!));

            await page.GetByRole(AriaRole.Link, new() { Name = "Errors", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Access Logs - Errors");
            await page.GoBackAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Access Logs - Overview");
            await page.KeepAsync("report");
        });
    }
}
