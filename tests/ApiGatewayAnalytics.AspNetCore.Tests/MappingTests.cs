using System.Net;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiGatewayAnalytics.AspNetCore.Tests;

/// <summary>Where everything is: any prefix, behind any path base, and only with what it needs.</summary>
public sealed class MappingTests
{
    [Fact]
    public void WithoutTheEngineTheMissingCallIsNamed()
    {
        WebApplication application = WebApplication.CreateSlimBuilder().Build();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => application.MapApiGatewayAnalytics());

        Assert.Contains("services.AddApiGatewayAnalytics()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllMistakesAreNamedAtOnce()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApiGatewayAnalytics();

        ArgumentException error = Assert.Throws<ArgumentException>(() => builder.Build().MapApiGatewayAnalytics("/x", options =>
        {
            options.MaxRange = TimeSpan.Zero;
            options.MaxConcurrentQuestions = 0;
            options.QuestionPatience = TimeSpan.FromHours(1);
        }));

        Assert.Contains("MaxRange is 00:00:00", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxConcurrentQuestions is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("QuestionPatience is 01:00:00", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/api-gateway", "api-gateway?x=1", "/api-gateway/?x=1")]
    [InlineData("", "/a/b c", "a/b%20c", "/a/b%20c/")]
    [InlineData("/base", "/api-gateway", "base/api-gateway?x=1&y=%C3%BC", "/base/api-gateway/?x=1&y=%C3%BC")]
    [InlineData("/base", "/", "base", "/base/")]
    public async Task WithoutItsSlashThePageIsElsewhere(string pathBase, string prefix, string path, string target)
    {
        await using TestSite site = await StartAsync(pathBase, prefix);

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.False(response.Headers.Location!.IsAbsoluteUri);
        Assert.Equal(target, new Uri(new Uri(site.Client.BaseAddress!, path), response.Headers.Location).PathAndQuery);
    }

    [Theory]
    [InlineData("", "/", "")]
    [InlineData("", "", "")]
    [InlineData("", "/inner/api-gateway/", "inner/api-gateway/")]
    [InlineData("/base", "/api-gateway", "base/api-gateway/")]
    [InlineData("/base/of/it", "/", "base/of/it/")]
    public async Task EverythingIsBelowThePrefix(string pathBase, string prefix, string folder)
    {
        await using TestSite site = await StartAsync(pathBase, prefix);

        foreach (string path in (string[])["api/catalog", "api/state", "api/dashboards/rest-overview", "api/openapi.json"])
        {
            using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, folder + path);
            Assert.Equal((HttpStatusCode.OK, path), (response.StatusCode, path));
        }
    }

    [Fact]
    public async Task NestedGroupsAndSeveralPrefixesWork()
    {
        await using TestSite site = await TestSite.StartAsync(map: application =>
        {
            application.MapGroup("/outer").MapApiGatewayAnalytics("/one");
            application.MapApiGatewayAnalytics("/two");
        });

        foreach (string path in (string[])["outer/one/api/state", "two/api/state"])
        {
            using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, path);
            Assert.Equal((HttpStatusCode.OK, path), (response.StatusCode, path));
        }
    }

    [Fact]
    public async Task OnlyGetIsAnswered()
    {
        await using TestSite site = await TestSite.StartAsync();

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Post, "api-gateway/api/state");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private static Task<TestSite> StartAsync(string pathBase, string prefix) => TestSite.StartAsync(
        pipeline: application =>
        {
            if (pathBase.Length > 0)
            {
                application.UsePathBase(pathBase);
                application.UseRouting();
            }
        },
        map: application => application.MapApiGatewayAnalytics(prefix));
}
