#if NET10_0_OR_GREATER
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Panels;

/// <summary>The public API is what was reviewed: docs/api holds it, and any change of it shows there.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void TheLibraryIsAsReviewed() =>
        RepositoryFolder.AssertCommitted("docs/api/ApiGatewayAnalytics.txt", PublicApi.Of(typeof(AnalyticsEngine).Assembly), "UPDATE_API");

    [Fact]
    public void TheGeneratorIsAsReviewed() =>
        RepositoryFolder.AssertCommitted("docs/api/ApiGatewayAnalytics.Synthetic.txt", PublicApi.Of(typeof(SyntheticLog).Assembly), "UPDATE_API");
}
#endif
