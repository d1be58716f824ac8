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

    [BrowserFact]
    public Task Tables_turn_pages_sort_and_search() => browser.LookAsync(Full(Percentiles), async page =>
    {
        ILocator table = page.Panel(Percentiles);
        JsonElement rows = (await browser.Site.JsonAsync($"api/panels/{Percentiles}{Site.Everything}")).GetProperty("rows");
        Assert.True(rows.GetProperty("otherRow").GetBoolean());
        int total = rows.Total();
        Assert.True(total > 150);
        int last = (total - 1) / 100;
        await table.TurnAsync(last);
        await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync($"{(last * 100) + 1:N0}\u2013{total:N0} of {total:N0}");
        await Assertions.Expect(table.Locator("tbody tr").Last).ToHaveClassAsync("other-row");

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
        JsonElement rows = (await browser.Site.JsonAsync($"api/panels/{Breakdown}{Site.Everything}")).GetProperty("rows");
        int total = rows.Total();
        Assert.True(total > rows.GetProperty("rows").GetArrayLength());

        await page.Panel(Breakdown).TurnAsync(10);

        await Assertions.Expect(page.Panel(Breakdown).Locator(".pager-range")).ToHaveTextAsync($"1,001\u20131,100 of {total:N0}");
    });

    [BrowserFact]
    public Task Nothing_is_asked_of_a_table_that_is_here_as_a_whole() => browser.LookAsync($"?dashboard=access-logs-overview&range=all&panel={Percentiles}", async page =>
    {
        ILocator table = page.Panel(Percentiles);
        var questions = new RowQuestions(page);
        await table.Locator("th button", new() { HasText = "p99" }).ClickAsync();
        await Assertions.Expect(table.Locator("th[aria-sort=descending]")).ToHaveTextAsync("p99");
        await table.Locator("input[type=search]").FillAsync("no such text");
        await Assertions.Expect(table.Locator("tbody")).ToContainTextAsync("No row matches");

        Assert.Empty(questions.All);
    });

    [BrowserFact]
    public Task Every_chart_can_be_read_as_a_table() => browser.LookAsync("?dashboard=access-logs-overview", async page =>
    {
        ILocator card = page.Panel("access-logs-overview/request-trend-by-status-code");
        await card.ChooseAsync("Show as table");

        await card.Locator("tbody td").First.WaitForAsync();
        Assert.Equal(["time", "status"], (await card.Locator("th").AllTextContentsAsync()).Take(2));
    });

    private static string Full(string panel) => $"?dashboard={panel.Split('/')[0]}&range=all&panel={panel}";
}
