using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>One browser and what it looks at, for all tests: there from the first user on until the last one leaves.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly SemaphoreSlim s_gate = new(1);
    private static Scene? s_shared;
    private static int s_users;

    private readonly IPlaywright _playwright;

    private Scene(Demo demo, Site site, IPlaywright playwright, IBrowser browser) =>
        (Demo, Site, _playwright, Browser) = (demo, site, playwright, browser);

    public Demo Demo { get; }

    public Site Site { get; }

    public IBrowser Browser { get; }

    public static async Task<Scene> EnterAsync()
    {
        await s_gate.WaitAsync();
        try
        {
            s_shared ??= await StartAsync();
            s_users++;
            return s_shared;
        }
        finally
        {
            s_gate.Release();
        }
    }

    public static async Task LeaveAsync()
    {
        await s_gate.WaitAsync();
        try
        {
            if (--s_users == 0)
            {
                await s_shared!.DisposeAsync();
                s_shared = null;
            }
        }
        finally
        {
            s_gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Site.DisposeAsync();
        await Demo.DisposeAsync();
    }

    private static async Task<Scene> StartAsync()
    {
        // First, because it reads for a while, and other tests run meanwhile.
        Demo demo = Demo.Start();
        Task<Site> site = Task.Run(Site.StartAsync);
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await Chromium.LaunchAsync(playwright);
        return new Scene(demo, await site, playwright, browser);
    }
}
