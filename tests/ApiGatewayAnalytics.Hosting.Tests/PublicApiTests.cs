#if NET10_0_OR_GREATER
using ApiGatewayAnalytics.Tests;
using ApiGatewayAnalytics.Tests.Panels;

namespace ApiGatewayAnalytics.Hosting.Tests;

/// <summary>The public API is what was reviewed: docs/api holds it, and any change of it shows there.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void ThePackageIsAsReviewed() =>
        RepositoryFolder.AssertCommitted("docs/api/ApiGatewayAnalytics.Hosting.txt", PublicApi.Of(typeof(FollowedFilesOptions).Assembly), "UPDATE_API");
}
#endif
