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

    /// <summary>Keeps a picture beside the tests.</summary>
    public static Task KeepAsync(this IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, $"{name}.png") });
}
