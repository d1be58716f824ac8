namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>The tests that share one browser and what it looks at.</summary>
[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "In a browser";
}
