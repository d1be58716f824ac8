using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>What many tests do with a page.</summary>
internal static class PageExtensions
{
    private const int MostHeight = 9000;

    private static readonly string s_pictures = Path.Combine(AppContext.BaseDirectory, "screenshots");

    public static ILocator Panel(this IPage page, string id) => page.Locator($"[data-panel=\"{id}\"]");

    /// <summary>Lets every panel come into sight, and waits until all are drawn.</summary>
    public static async Task DrawAllAsync(this IPage page)
    {
        int height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(page.ViewportSize!.Width, Math.Min(height, MostHeight));
        await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");
    }

    /// <summary>Waits until no table waits for rows.</summary>
    public static Task SettleAsync(this IPage page) => Assertions.Expect(page.Locator(".table[aria-busy]")).ToHaveCountAsync(0);

    /// <summary>Lets the page ask again and get a whole answer, though nothing is new, without moving the pointer or the focus.</summary>
    public static async Task PollAsync(this IPage page)
    {
        const string Questions = "**/api/dashboards/**";
        await page.RouteAsync(Questions, route => route.ContinueAsync(new() { Headers = route.Request.Headers.Where(header => header.Key != "if-none-match") }));
        IResponse response = await page.RunAndWaitForResponseAsync(
            () => page.Locator("[aria-label='Refresh now']").DispatchEventAsync("click"), response => response.Url.Contains("/api/dashboards/", StringComparison.Ordinal));
        Assert.Equal(200, response.Status);
        await page.WaitForFunctionAsync("() => !document.querySelector('.busy')");
        await page.UnrouteAsync(Questions);
    }

    /// <summary>Chooses from the menu of a panel.</summary>
    public static async Task ChooseAsync(this ILocator card, string entry)
    {
        await card.Locator(".card-menu").ClickAsync();
        await card.Page.GetByRole(AriaRole.Menuitem, new() { Name = entry }).ClickAsync();
    }

    /// <summary>Turns the pages of a table.</summary>
    public static async Task TurnAsync(this ILocator table, int turns)
    {
        for (int turn = 0; turn < turns; turn++)
        {
            await table.Locator("[aria-label='Next rows']").ClickAsync();
        }
    }

    /// <summary>Keeps a picture beside the tests.</summary>
    public static Task KeepAsync(this IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, $"{name}.png") });
}
