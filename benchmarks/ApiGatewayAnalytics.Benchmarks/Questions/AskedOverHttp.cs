using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>The JSON API over an engine, asked as a browser does: over loopback, compressed, read to the end.</summary>
internal sealed class AskedOverHttp : IDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _client;

    public AskedOverHttp(AnalyticsEngine engine, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(engine).AddSingleton(clock).AddApiGatewayAnalytics();
        _application = builder.Build();
        _application.MapApiGatewayAnalytics("/");
        _application.StartAsync().GetAwaiter().GetResult();
        _client = new HttpClient { BaseAddress = new Uri(_application.Urls.Single()) };
        _client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
    }

    /// <summary>Asks for a dashboard over the last days and returns the bytes of the body.</summary>
    public int Ask(string dashboard, int days) => _client.GetByteArrayAsync($"/api/dashboards/{dashboard}?last={days}d").GetAwaiter().GetResult().Length;

    public void Dispose()
    {
        _client.Dispose();
        _application.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
