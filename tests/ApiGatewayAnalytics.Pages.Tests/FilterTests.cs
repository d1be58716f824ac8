using System.Text.Json;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Filters: set by a click or by the keyboard, taken away, and values that are none.</summary>
[Collection(Handled.Name)]
public sealed class FilterTests(BrowserFixture browser)
{
    private const string Overview = "?dashboard=access-logs-overview";

    [BrowserFact]
    public Task A_click_on_a_value_filters_and_back_takes_the_filter_away() => browser.LookAsync(Overview, async page =>
    {
        ILocator total = page.Panel("access-logs-overview/total-requests").Locator(".single-number");
        string all = (await total.GetAttributeAsync("title"))!;
        ILocator share = page.Panel("access-logs-overview/distribution-of-stage").Locator(".share").First;
        string stage = (await share.Locator(".share-label").TextContentAsync())!;
        string filter = $"filter.stage={Uri.EscapeDataString(stage)}";
        JsonElement expected = await browser.Site.JsonAsync($"api/panels/access-logs-overview/total-requests?{filter}");

        await share.ClickAsync();

        await page.WaitForURLAsync(url => url.Contains(filter, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".chip.active strong")).ToHaveTextAsync(stage);
        await Assertions.Expect(total).Not.ToHaveAttributeAsync("title", all);
        Assert.Equal(expected.GetProperty("value").GetDouble(), Screen.Number((await total.GetAttributeAsync("title"))!));

        await page.GoBackAsync();

        await Assertions.Expect(page.Locator(".chip.active")).ToHaveCountAsync(0);
        await Assertions.Expect(total).ToHaveAttributeAsync("title", all);
        await Assertions.Expect(total).ToBeVisibleAsync();
    });

    [BrowserFact]
    public Task Filters_are_completed_from_the_data_and_work_with_the_keyboard() => browser.LookAsync(Overview, async page =>
    {
        await page.Locator(".chip-button", new() { HasText = "stage" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("prod");
        await Assertions.Expect(page.Locator("[role=option]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("filter.stage=prod", StringComparison.Ordinal));

        await page.Locator("[aria-label='Remove the filter stage']").ClickAsync();

        await page.WaitForURLAsync(url => !url.Contains("filter.stage", StringComparison.Ordinal));
    });

    [BrowserFact]
    public Task Values_that_are_no_filters_can_be_copied() => browser.LookAsync(Overview, async page =>
    {
        await page.Panel("access-logs-overview/top-10-client-ips").Locator(".bar").First.ClickAsync();
        Assert.Equal(["Copy value", "Copy as apigw analyze --filter"], await page.Locator("[role=menuitem]").AllTextContentsAsync());

        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator(".popover")).ToHaveCountAsync(0);
    });
}
