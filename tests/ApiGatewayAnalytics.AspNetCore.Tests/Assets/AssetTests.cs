using System.Net;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Assets;

/// <summary>The pages, from resources of this assembly that stand in for the built ones.</summary>
public sealed class AssetTests
{
    private static readonly EmbeddedAssets s_assets = new(typeof(AssetTests).Assembly);

    [Fact]
    public async Task ThePageIsAskedForEachTime()
    {
        await using TestSite site = await StartAsync();

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, "gateway/");
        using HttpResponseMessage again = await site.SendAsync(HttpMethod.Get, "gateway/", ("If-None-Match", response.Headers.ETag!.ToString()));

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Equal(SecurityHeaders.PagePolicy, response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.StartsWith("<!doctype html>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData(null, null, 440)]
    [InlineData("gzip", "gzip", 36)]
    [InlineData("br, gzip", "br", 31)]
    public async Task FilesAreSentAsTheyWereCompressed(string? accepts, string? coding, int length)
    {
        await using TestSite site = await StartAsync();

        using HttpResponseMessage response = accepts is null
            ? await site.SendAsync(HttpMethod.Get, "gateway/assets/app-0a1b2c3d.js")
            : await site.SendAsync(HttpMethod.Get, "gateway/assets/app-0a1b2c3d.js", ("Accept-Encoding", accepts));

        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        Assert.Equal(coding is null ? [] : [coding], response.Content.Headers.ContentEncoding);
        Assert.Equal(length, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("gateway/favicon.svg", HttpStatusCode.OK)]
    [InlineData("gateway/report.html", HttpStatusCode.NotFound)]
    [InlineData("gateway/assets/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("gateway/assets/../index.html", HttpStatusCode.NotFound)]
    [InlineData("gateway/assets/app-0a1b2c3d.js.br", HttpStatusCode.NotFound)]
    [InlineData("gateway/nothing", HttpStatusCode.NotFound)]
    public async Task OnlyFilesOfThePagesAreServed(string path, HttpStatusCode status)
    {
        await using TestSite site = await StartAsync();

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, path);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task APageThatWasNotBuiltSaysSo()
    {
        await using TestSite site = await TestSite.StartAsync(
            map: application => PageEndpoints.Map(application.MapGroup("/gateway"), new AccessGate(isOpen: false), new EmbeddedAssets(typeof(string).Assembly)));

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, "gateway/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("not built", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<TestSite> StartAsync() => TestSite.StartAsync(
        map: application => PageEndpoints.Map(application.MapGroup("/gateway"), new AccessGate(isOpen: false), s_assets));
}
