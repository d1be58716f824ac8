using System.Globalization;
using ApiGatewayAnalytics.Pages.Tests.Support;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>Which part of time is shown: chosen in a chart, in the picker or by a link.</summary>
[Collection(Handled.Name)]
public sealed class RangeTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Dragging_over_a_chart_zooms_and_the_button_goes_back() => browser.LookAsync("?dashboard=access-logs-overview", async page =>
    {
        ILocator stage = page.Panel("access-logs-overview/request-trend-by-status-code").Locator(".stage");
        await stage.Locator("canvas").First.WaitForAsync();
        LocatorBoundingBoxResult box = (await stage.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + 60);
        await page.WaitForSelectorAsync(".tooltip:not([hidden])");
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + 60, new() { Steps = 4 });
        await page.Mouse.UpAsync();

        await page.WaitForURLAsync(url => url.Contains("from=", StringComparison.Ordinal));
        Assert.InRange(End("to") - End("from"), TimeSpan.FromHours(1), TimeSpan.FromHours(12));

        await page.Locator("[aria-label='Zoom out']").ClickAsync();

        await page.WaitForURLAsync(url => !url.Contains("from=", StringComparison.Ordinal));

        DateTimeOffset End(string name)
        {
            string[] parameters = new Uri(page.Url).Query.TrimStart('?').Split('&');
            string text = parameters.Select(parameter => parameter.Split('=')).Single(parameter => parameter[0] == name)[1];
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        }
    });

    [BrowserFact]
    public Task A_link_restores_range_filter_interval_zone_and_panel() => browser.LookAsync(
        "?dashboard=access-logs-overview&panel=access-logs-overview/request-trend-by-stage"
            + "&last=6h&filter.stage=prod&interval=1h&zone=local&refresh=60",
        async page =>
        {
            Assert.Equal(1, await page.Locator(".card:visible").CountAsync());
            Assert.Contains("Last 6 hours", await page.Locator(".controls").TextContentAsync(), StringComparison.Ordinal);
            Assert.Equal("60", await page.Locator("select[aria-label='Refresh']").InputValueAsync());
            Assert.Equal("1h", await page.Locator("select[aria-label='Steps of time charts']").InputValueAsync());
            Assert.Equal("prod", await page.Locator(".chip.active strong").TextContentAsync());
            Assert.Equal("local", await page.Locator(".zone").TextContentAsync());

            await page.Keyboard.PressAsync("Escape");

            await page.WaitForFunctionAsync("() => document.querySelectorAll('.card').length > 5 && !document.querySelector('.card.full')");
        });

    [BrowserFact]
    public Task The_picker_takes_a_range_of_ones_own() => browser.LookAsync("?dashboard=access-logs-overview", async page =>
    {
        ILocator ends = page.Locator("input[type=datetime-local]");
        ILocator apply = page.GetByRole(AriaRole.Button, new() { Name = "Apply" });
        await page.Locator(".controls button[aria-haspopup=dialog]").ClickAsync();
        await ends.Nth(0).FillAsync("2026-03-02T06:00");
        await ends.Nth(1).FillAsync("2026-03-02T05:00");
        await apply.ClickAsync();
        Assert.Contains("ends before", await page.Locator("[role=alert]").TextContentAsync(), StringComparison.Ordinal);

        await ends.Nth(1).FillAsync("2026-03-02T09:00");
        await apply.ClickAsync();

        await page.WaitForURLAsync(url => url.Contains("from=2026-03-02T06:00:00.000Z&to=2026-03-02T09:00:00.000Z", StringComparison.Ordinal));
    });

    [BrowserFact]
    public Task Zooming_out_undoes_zooms_and_nothing_else() => browser.LookAsync("?dashboard=access-logs-overview&last=1d&refresh=0", async page =>
    {
        await ZoomAsync();
        string first = page.Url;
        await ZoomAsync();
        Assert.NotEqual(first, page.Url);
        await page.Panel("access-logs-overview/distribution-of-stage").Locator(".share").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("filter.stage=", StringComparison.Ordinal));
        string filter = page.Url.Split('?', '&').Single(part => part.StartsWith("filter.stage=", StringComparison.Ordinal));
        ILocator zoomOut = page.Locator("[aria-label='Zoom out']");

        await zoomOut.ClickAsync();
        await page.WaitForURLAsync(url => Parts(url).SequenceEqual(Parts(first).Append(filter).Order(StringComparer.Ordinal)));

        await zoomOut.ClickAsync();
        await page.WaitForURLAsync(url => Parts(url).SequenceEqual(
            new[] { "dashboard=access-logs-overview", "last=1d", "refresh=0", filter }.Order(StringComparer.Ordinal)));

        async Task ZoomAsync()
        {
            ILocator card = page.Panel("access-logs-overview/request-trend-by-status-code"), stage = card.Locator(".stage");
            string before = page.Url;
            await card.Locator(".card-menu").FocusAsync();
            await page.Keyboard.PressAsync("Tab");
            for (int i = 0; i < 9; i++)
            {
                await page.Keyboard.PressAsync("Shift+ArrowLeft");
            }

            string all = (await stage.GetAttributeAsync("aria-valuemax"))!;
            await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), response => response.Url.Contains("/api/dashboards/", StringComparison.Ordinal));
            await page.WaitForURLAsync(url => url != before);
            await Assertions.Expect(stage).Not.ToHaveAttributeAsync("aria-valuemax", all);
        }

        static IEnumerable<string> Parts(string url) => new Uri(url).Query.TrimStart('?').Split('&').Order(StringComparer.Ordinal);
    });
}
