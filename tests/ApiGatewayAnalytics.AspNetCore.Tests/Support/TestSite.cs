using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Support;

/// <summary>A real host on a free port of this machine, and a real client.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestSite(WebApplication application, FixedClock clock)
    {
        (_application, Clock) = (application, clock);
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(address + "/"),
        };
    }

    public HttpClient Client { get; }

    public FixedClock Clock { get; }

    public AnalyticsEngine Engine => _application.Services.GetRequiredService<AnalyticsEngine>();

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. _application.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()];

    /// <param name="configure">Sets the options of the engine.</param>
    /// <param name="http">Sets the options of the API.</param>
    /// <param name="services">Adds services of the host.</param>
    /// <param name="pipeline">Adds middleware before the routes.</param>
    /// <param name="map">Maps the routes. Default: everything below <c>/api-gateway</c>.</param>
    public static async Task<TestSite> StartAsync(
        Action<AnalyticsOptions>? configure = null,
        Action<ApiGatewayAnalyticsHttpOptions>? http = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? pipeline = null,
        Action<WebApplication>? map = null)
    {
        var clock = new FixedClock(Traffic.Now);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddApiGatewayAnalytics(configure);
        services?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        pipeline?.Invoke(application);
        if (map is null)
        {
            application.MapApiGatewayAnalytics("/api-gateway", http);
        }
        else
        {
            map(application);
        }

        await application.StartAsync();
        return new TestSite(application, clock);
    }

    /// <summary>Asks for something below <c>/api-gateway/api</c>.</summary>
    public Task<HttpResponseMessage> AskAsync(string question, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, $"api-gateway/api/{question}", headers);

    /// <summary>The JSON of something below <c>/api-gateway/api</c>, which must be answered.</summary>
    public async Task<JsonElement> JsonAsync(string question)
    {
        using HttpResponseMessage response = await AskAsync(question);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{question}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
