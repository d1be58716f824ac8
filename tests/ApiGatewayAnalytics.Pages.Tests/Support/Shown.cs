namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>The tests of what the pages show. Beside <see cref="Handled"/>, since one test alone lets one of two processors wait for the other.</summary>
[CollectionDefinition(Name)]
public sealed class Shown : ICollectionFixture<BrowserFixture>
{
    public const string Name = "What the pages show";
}
