using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>The browser of this machine; none is downloaded.</summary>
internal static class Chromium
{
    // The browser must not talk to anybody by itself, and root gets no sandbox.
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static string Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    /// <summary>Why nothing can be looked at on this machine; null where it can.</summary>
    public static string? Missing { get; } = File.Exists(Path)
        ? null
        : $"There is no browser at {Path}: install Debian's package chromium, or name a Chromium in the environment variable CHROMIUM.";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = s_arguments });
}
