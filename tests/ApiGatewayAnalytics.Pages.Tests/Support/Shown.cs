namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>
/// The tests of what the pages show. They run beside those of <see cref="Handled"/>, because one page alone keeps hardly more than one
/// processor busy.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Shown : ICollectionFixture<BrowserFixture>
{
    public const string Name = "What the pages show";
}
