using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>What somebody did to panels stays, and so does the focus, when the page draws them anew.</summary>
[Collection(Handled.Name)]
public sealed class StateTests(BrowserFixture browser)
{
    private static readonly string[] s_focusable = [".nav-link", ".bar", ".legend-item"];

    [BrowserFact]
    public Task What_was_sorted_searched_and_hidden_survives_full_screen_and_the_theme() => browser.LookAsync("?dashboard=tables&range=all&refresh=0", async page =>
    {
        ILocator table = page.Panel("tables/paths"), trend = page.Panel("tables/trend");
        ILocator legend = trend.Locator(".legend-item");
        await table.Locator("th button", new() { HasText = "path" }).ClickAsync();
        await table.Locator("input[type=search]").FillAsync("9.1");
        await page.SettleAsync();
        await Assertions.Expect(table.Locator(".pager-range")).Not.ToContainTextAsync($"of {Tables.MostRows:N0}");
        string range = (await table.Locator(".pager-range").TextContentAsync())!;
        await legend.Nth(1).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Hide this series" }).ClickAsync();
        await AssertKeptAsync();

        foreach (ILocator card in new[] { table, trend })
        {
            await card.ChooseAsync("Full screen");
            await Assertions.Expect(page.Locator(".card.full")).ToHaveCountAsync(1);
            await AssertKeptAsync();

            await page.Locator("[aria-label='Switch between light and dark']").ClickAsync();
            await AssertKeptAsync();

            await card.Locator(".card-back").ClickAsync();
            await Assertions.Expect(page.Locator(".card.full")).ToHaveCountAsync(0);
            await AssertKeptAsync();
        }

        async Task AssertKeptAsync()
        {
            await page.SettleAsync();
            await Assertions.Expect(table.Locator("th[aria-sort=ascending]")).ToHaveTextAsync("path");
            await Assertions.Expect(table.Locator("input[type=search]")).ToHaveValueAsync("9.1");
            await Assertions.Expect(table.Locator(".pager-range")).ToHaveTextAsync(range);
            await Assertions.Expect(trend.Locator(".legend-item.off")).ToHaveCountAsync(1);
            await Assertions.Expect(legend.Nth(1)).ToContainTextAsync("(hidden)");
        }
    });

    [BrowserFact]
    public Task The_focus_stays_where_it_is_when_newer_data_comes() => browser.LookAsync("?dashboard=access-logs-overview&refresh=0", async page =>
    {
        await page.DrawAllAsync();
        foreach (string selector in s_focusable)
        {
            ILocator second = page.Locator(selector).Nth(1);
            await second.FocusAsync();
            IElementHandle before = await second.ElementHandleAsync();

            await page.PollAsync();

            Assert.False(await before.EvaluateAsync<bool>("element => element.isConnected"));
            await Assertions.Expect(second).ToBeFocusedAsync();
        }
    });
}
