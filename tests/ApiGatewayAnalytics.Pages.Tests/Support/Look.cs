using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>How somebody looks at a page.</summary>
internal sealed record Look
{
    public static (int Width, int Height) Phone => (390, 844);

    public (int Width, int Height) Window { get; init; } = (1440, 1000);

    public ColorScheme Colors { get; init; } = ColorScheme.Light;

    /// <summary>The zone of whoever looks.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>What faults have to contain that the test brings about itself; null where there must not be any.</summary>
    public string? Fault { get; init; }
}
