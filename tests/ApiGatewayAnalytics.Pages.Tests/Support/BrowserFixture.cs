using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>One browser and what it looks at, for all tests. Where there is no browser, it is nothing, and the tests are skipped.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const float Patience = 60_000;

    /// <summary>Breaches of the policy are told to the page itself.</summary>
    private const string NoteBreaches = """
        window.breaches = [];
        document.addEventListener("securitypolicyviolation", event => window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
        """;

    private Site? _site;
    private Demo? _demo;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Site Site => _site!;

    internal Demo Demo => _demo!;

    public async Task InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        // First, because it reads for a while, and other tests run meanwhile.
        _demo = Demo.Start();
        Task<Site> site = Task.Run(Site.StartAsync);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _site = await site;
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (_site?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_demo?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Opens a page, waits for its first panel, looks at it, and fails on anything that must not happen meanwhile.</summary>
    /// <param name="address">What is opened, from the site's own address on, or whole.</param>
    /// <param name="look">What is looked at.</param>
    /// <param name="how">How.</param>
    /// <param name="test">Names the picture of a failure.</param>
    internal async Task LookAsync(string address, Func<IPage, Task> look, Look? how = null, [CallerMemberName] string test = "")
    {
        how ??= new Look();
        var url = new Uri(Site.Url, address);
        await using IBrowserContext context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = how.Window.Width, Height = how.Window.Height },
            ColorScheme = how.Colors,
            TimezoneId = how.Zone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        IPage page = await context.NewPageAsync();
        var faults = new Faults(page, url);
        try
        {
            await page.AddInitScriptAsync(NoteBreaches);
            await page.GotoAsync(url.AbsoluteUri);
            await page.WaitForSelectorAsync("main .card:not(:has(.skeleton))");
            await look(page);
            Assert.Empty(await page.EvaluateAsync<string[]>("window.breaches"));
        }
        catch (Exception error)
        {
            await page.KeepAsync($"failed/{test}");
            throw new XunitException($"{address}: {error.Message}\n{string.Join('\n', faults.All)}", error);
        }

        Assert.DoesNotContain(faults.All, fault => how.Fault is null || !fault.Contains(how.Fault, StringComparison.Ordinal));
        Assert.Equal(how.Fault is null, faults.All.Count == 0);
    }
}
