using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Rows: sorted, searched, turned page by page, and those behind a chart.</summary>
[Collection(Handled.Name)]
public sealed class TableTests(BrowserFixture browser)
{
    private const string Percentiles = "access-logs-overview/percentile-response-latency";
    private const string Breakdown = "rest-enhanced/api-call-breakdown";
    private const string All = "?from=2026-03-01T00:00:00Z&to=2026-03-03T00:01:00Z";

    [BrowserFact]
    public Task Tables_turn_pages_sort_and_search() => browser.LookAsync(Full(Percentiles), async page =>
    {
        ILocator table = page.Panel(Percentiles);
        JsonElement rows = (await browser.Site.JsonAsync($"api/panels/{Percentiles}{All}")).GetProperty("rows").GetProperty("rows");
        Assert.Equal(1001, rows.GetArrayLength());
        await TurnAsync(table, 10, "1,001\u20131,001 of 1,001");

        await table.Locator("th button", new() { HasText = "p99" }).ClickAsync();
        await Assertions.Expect(table.Locator("th[aria-sort=descending]")).ToHaveTextAsync("p99");
        string[] cells = await table.Locator("tbody tr td:last-child").EvaluateAllAsync<string[]>(
            "cells => cells.map(cell => cell.title || cell.textContent)");
        double[] sorted = [.. cells.Select(Screen.Number)];
        Assert.True(sorted.Length > 1);
        Assert.Equal(sorted.OrderDescending(), sorted);

        await table.Locator("input[type=search]").FillAsync("no such text");

        await Assertions.Expect(table.Locator("tbody")).ToContainTextAsync("No row matches");
    });

    [BrowserFact]
    public Task Rows_beyond_those_of_the_answer_are_asked_for() => browser.LookAsync(Full(Breakdown), async page =>
    {
        JsonElement rows = (await browser.Site.JsonAsync($"api/panels/{Breakdown}{All}")).GetProperty("rows");
        int total = rows.GetProperty("total").GetInt32();
        Assert.True(total > rows.GetProperty("rows").GetArrayLength());

        await TurnAsync(page.Panel(Breakdown), 10, $"1,001\u20131,100 of {total:N0}");
    });

    [BrowserFact]
    public Task Every_chart_can_be_read_as_a_table() => browser.LookAsync("?dashboard=access-logs-overview", async page =>
    {
        ILocator card = page.Panel("access-logs-overview/request-trend-by-status-code");
        await card.Locator(".card-menu").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Show as table" }).ClickAsync();

        await card.Locator("tbody td").First.WaitForAsync();
        Assert.Equal(["time", "status"], (await card.Locator("th").AllTextContentsAsync()).Take(2));
    });

    private static string Full(string panel) => $"?dashboard={panel.Split('/')[0]}&range=all&panel={panel}";

    private static async Task TurnAsync(ILocator table, int turns, string expected)
    {
        for (int turn = 0; turn < turns; turn++)
        {
            await table.Locator("[aria-label='Next rows']").ClickAsync();
        }

        await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync(expected);
    }
}
