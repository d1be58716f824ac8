namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>A test that needs a browser and runs several times, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
