using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>A time chart read and zoomed by nothing but keys.</summary>
[Collection(Handled.Name)]
public sealed class TimeCursorTests(BrowserFixture browser)
{
    private const string Trend = "access-logs-overview/request-trend-by-status-code";
    private const string Address = "?dashboard=access-logs-overview&refresh=0";

    [BrowserFact]
    public Task Keys_step_through_time_and_what_is_there_is_told() => LookAsync(Address, ".card-menu", async (page, stage) =>
    {
        ILocator tooltip = page.Locator(".tooltip");
        await Assertions.Expect(stage).ToBeFocusedAsync();
        await Assertions.Expect(stage).ToHaveAttributeAsync("role", "slider");
        await AssertCursorAsync(page, stage, isVisible: true);
        int last = await NumberAsync(stage, "aria-valuemax");
        Assert.True(last > 20);
        Assert.Equal(last, await NumberAsync(stage, "aria-valuenow"));

        string? place = await tooltip.GetAttributeAsync("style");
        Assert.Equal(last - 1, await PressAsync("ArrowLeft"));
        Assert.NotEqual(place, await tooltip.GetAttributeAsync("style"));
        Assert.Equal(last, await PressAsync("ArrowRight"));

        int tenthBefore = await PressAsync("PageDown");
        Assert.InRange(last - tenthBefore, last / 12d, last / 8d);
        Assert.Equal(last, await PressAsync("PageUp"));
        Assert.Equal(0, await PressAsync("Home"));
        Assert.Equal(last, await PressAsync("End"));

        async Task<int> PressAsync(string key)
        {
            await page.Keyboard.PressAsync(key);
            Assert.StartsWith((await page.Locator(".tooltip-title").TextContentAsync())!, await stage.GetAttributeAsync("aria-valuetext"), StringComparison.Ordinal);
            return await NumberAsync(stage, "aria-valuenow");
        }
    });

    [BrowserFact]
    public Task Enter_tells_what_can_be_done_with_a_bucket() => LookAsync(Address, ".card-menu", async (page, stage) =>
    {
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.DoesNotContain("nothing", await stage.GetAttributeAsync("aria-valuetext"), StringComparison.Ordinal);

        await page.Keyboard.PressAsync("Enter");

        ILocator items = page.Locator("[role=menuitem]");
        Assert.StartsWith("Zoom to", await items.First.TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await items.CountAsync() > 1);
        await Assertions.Expect(items.First).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(items).ToHaveCountAsync(0);
        await Assertions.Expect(stage).ToBeFocusedAsync();
    });

    [BrowserFact]
    public Task Shift_selects_what_Enter_zooms_to() => LookAsync(Address, ".card-menu", async (page, stage) =>
    {
        JsonElement panel = await browser.Site.JsonAsync($"api/panels/{Trend}");
        TimeSpan interval = XmlConvert.ToTimeSpan(panel.GetProperty("series").GetProperty("interval").GetString()!);
        long from = panel.GetProperty("range").GetProperty("from").GetDateTimeOffset().UtcTicks;
        DateTimeOffset start = new(from - (from % interval.Ticks), TimeSpan.Zero);
        string address = page.Url;
        for (int i = 0; i < 3; i++)
        {
            await page.Keyboard.PressAsync("Shift+ArrowLeft");
        }

        await AssertSelectionAsync(stage);

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(stage.Locator(".selection")).ToBeHiddenAsync();
        await AssertCursorAsync(page, stage, isVisible: true);
        await page.Keyboard.PressAsync("Escape");
        await AssertCursorAsync(page, stage, isVisible: false);
        Assert.Equal(address, page.Url);

        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        int bucket = await NumberAsync(stage, "aria-valuenow");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync(url => url.Contains($"from={Time(bucket)}&to={Time(bucket + 2)}", StringComparison.Ordinal));

        string Time(int index) => (start + (index * interval)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    });

    [BrowserFact]
    public Task Escape_goes_back_step_by_step() => LookAsync($"{Address}&panel={Trend}", ".card-back", async (page, stage) =>
    {
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await AssertSelectionAsync(stage);

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(stage.Locator(".selection")).ToBeHiddenAsync();
        await AssertCursorAsync(page, stage, isVisible: true);

        await page.Keyboard.PressAsync("Escape");
        await AssertCursorAsync(page, stage, isVisible: false);
        Assert.Contains("panel=", page.Url, StringComparison.Ordinal);

        await page.Keyboard.PressAsync("Escape");
        await page.WaitForURLAsync(url => !url.Contains("panel=", StringComparison.Ordinal));
    });

    [BrowserFact]
    public Task Newer_data_leaves_cursor_and_selection_where_they_are() => LookAsync(Address, ".card-menu", async (page, stage) =>
    {
        await page.Keyboard.PressAsync("PageDown");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        int bucket = await NumberAsync(stage, "aria-valuenow");
        string? text = await stage.GetAttributeAsync("aria-valuetext");

        await page.PollAsync();

        await Assertions.Expect(stage).ToBeFocusedAsync();
        await AssertSelectionAsync(stage);
        await AssertCursorAsync(page, stage, isVisible: true);
        Assert.Equal((bucket, text), (await NumberAsync(stage, "aria-valuenow"), await stage.GetAttributeAsync("aria-valuetext")));
        await Axe.AssertCleanAsync(page, $"[data-panel='{Trend}']");
    });

    /// <summary>Opens a page and enters the chart by the key that everybody has, from what comes before it.</summary>
    private Task LookAsync(string address, string before, Func<IPage, ILocator, Task> look, [CallerMemberName] string test = "") =>
        browser.LookAsync(
            address,
            async page =>
            {
                ILocator card = page.Panel(Trend);
                await card.Locator("canvas").First.WaitForAsync();
                await card.Locator(before).FocusAsync();
                await page.Keyboard.PressAsync("Tab");
                await look(page, card.Locator(".stage"));
            },
            test: test);

    private static async Task AssertCursorAsync(IPage page, ILocator stage, bool isVisible)
    {
        await Assertions.Expect(stage.Locator(".crosshair")).ToBeVisibleAsync(new() { Visible = isVisible });
        await Assertions.Expect(page.Locator(".tooltip")).ToBeVisibleAsync(new() { Visible = isVisible });
    }

    private static async Task AssertSelectionAsync(ILocator stage)
    {
        await Assertions.Expect(stage.Locator(".selection")).ToBeVisibleAsync();
        Assert.StartsWith("Selected from", await stage.GetAttributeAsync("aria-valuetext"), StringComparison.Ordinal);
    }

    private static async Task<int> NumberAsync(ILocator stage, string name) =>
        int.Parse((await stage.GetAttributeAsync(name))!, CultureInfo.InvariantCulture);
}
