namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>The tests of what people do with the pages.</summary>
[CollectionDefinition(Name)]
public sealed class Handled : ICollectionFixture<BrowserFixture>
{
    public const string Name = "What people do with the pages";
}
