using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Lets tests look at pages. Where there is no browser, it is nothing, and the tests are skipped.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const float Patience = 60_000;

    /// <summary>Breaches of the policy are told to the page itself.</summary>
    private const string NoteBreaches = """
        window.breaches = [];
        document.addEventListener("securitypolicyviolation", event => window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
        """;

    private Scene? _scene;

    internal Site Site => _scene!.Site;

    internal Demo Demo => _scene!.Demo;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _scene = Chromium.Missing is null ? await Scene.EnterAsync() : null;
    }

    public Task DisposeAsync() => _scene is null ? Task.CompletedTask : Scene.LeaveAsync();

    /// <summary>Opens a page, waits for its first panel, looks at it, and fails on anything that must not happen meanwhile.</summary>
    /// <param name="address">What is opened, from the site's own address on, or whole.</param>
    /// <param name="look">What is looked at.</param>
    /// <param name="how">How.</param>
    /// <param name="test">Names the picture of a failure.</param>
    internal async Task LookAsync(string address, Func<IPage, Task> look, Look? how = null, [CallerMemberName] string test = "")
    {
        how ??= new Look();
        var url = new Uri(Site.Url, address);
        await using IBrowserContext context = await _scene!.Browser.NewContextAsync(new()
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
