using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Access;

/// <summary>Closed by default, and opened only by what says so.</summary>
public sealed class AccessTests
{
    public static TheoryData<string> Everything => ["", "assets/x.js", "api/catalog", "api/state", "api/answer", "api/dashboards/x", "api/panels/x/y", "api/filters/x/y", "api/monitors", "api/openapi.json"];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task OtherMachinesAreRefused(string path)
    {
        await using TestSite site = await TestSite.StartAsync(pipeline: Pretending);

        using HttpResponseMessage response = await site.SendAsync(HttpMethod.Get, $"api-gateway/{path}", ("Test-Remote", "192.0.2.1"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        AssertSecure(response);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("127.0.0.9", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::ffff:192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("2001:db8::1", HttpStatusCode.Forbidden)]
    public async Task OnlyThisMachineIsAnswered(string remote, HttpStatusCode status)
    {
        await using TestSite site = await TestSite.StartAsync(pipeline: Pretending);

        using HttpResponseMessage response = await site.AskAsync("state", ("Test-Remote", remote));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.60")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("x-forwarded-host", "localhost")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Original-For", "127.0.0.1:1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("CF-Connecting-IP", "127.0.0.1")]
    [InlineData("True-Client-IP", "127.0.0.1")]
    public async Task ProxiesAreRefused(string header, string value)
    {
        await using TestSite site = await TestSite.StartAsync();

        using HttpResponseMessage response = await site.AskAsync("state", (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:80", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1234", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    [InlineData("attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.attacker.example", HttpStatusCode.Forbidden)]
    public async Task OtherNamesAreRefused(string host, HttpStatusCode status)
    {
        await using TestSite site = await TestSite.StartAsync();

        using HttpResponseMessage response = await site.AskAsync("state", ("Host", host));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Test", HttpStatusCode.OK)]
    public async Task TheHostsAuthorizationDecides(string? credentials, HttpStatusCode status)
    {
        await using TestSite site = await TestSite.StartAsync(
            services: services =>
            {
                services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, TestAuthentication>("Test", null);
                services.AddAuthorization();
            },
            pipeline: application =>
            {
                Pretending(application);
                application.UseAuthentication();
                application.UseAuthorization();
            },
            map: application => application.MapApiGatewayAnalytics("/api-gateway").RequireAuthorization());
        (string, string)[] headers = [("Test-Remote", "192.0.2.1"), ("X-Forwarded-For", "192.0.2.7"), ("Host", "dashboards.example")];

        using HttpResponseMessage response = await site.AskAsync("state", credentials is null ? headers : [.. headers, ("Authorization", credentials)]);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task AnonymousEndpointsStayClosed()
    {
        await using TestSite site = await TestSite.StartAsync(
            services: services =>
            {
                services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, TestAuthentication>("Test", null);
                services.AddAuthorization();
            },
            pipeline: application =>
            {
                Pretending(application);
                application.UseAuthentication();
                application.UseAuthorization();
            },
            map: application => application.MapApiGatewayAnalytics("/api-gateway").RequireAuthorization().AllowAnonymous());

        using HttpResponseMessage response = await site.AskAsync("state", ("Test-Remote", "192.0.2.1"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task TheOptionOpensIt()
    {
        await using TestSite site = await TestSite.StartAsync(http: options => options.AllowsAnonymousRequestsFromAnywhere = true, pipeline: Pretending);

        using HttpResponseMessage response = await site.AskAsync("state", ("Test-Remote", "192.0.2.1"), ("X-Forwarded-For", "192.0.2.7"), ("Host", "dashboards.example"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertSecure(response);
    }

    private static void AssertSecure(HttpResponseMessage response)
    {
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], response.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    /// <summary>Lets a test say where a request comes from.</summary>
    private static void Pretending(WebApplication application) => application.Use((context, next) =>
    {
        if (context.Request.Headers.TryGetValue("Test-Remote", out var remote))
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(remote.ToString());
        }

        return next(context);
    });

    private sealed class TestAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.Authorization == "Test"
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity("Test")), "Test"))
                : AuthenticateResult.NoResult());
    }
}
