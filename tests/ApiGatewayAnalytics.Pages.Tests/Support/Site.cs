using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Synthetic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>
/// A real host with the pages below a prefix, over made-up traffic of two days from all sources and the lines of an attacker.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>The range of everything that is held, as the pages ask for it.</summary>
    public const string Everything = "?from=2026-03-01T00:00:00Z&to=2026-03-03T00:01:00Z";

    private const string Prefix = "/deep/prefix";
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_duration = TimeSpan.FromDays(2);

    private readonly WebApplication _application;
    private readonly HttpClient _client;

    private Site(WebApplication application)
    {
        _application = application;
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = new Uri($"{address}{Prefix}/");
        _client = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public AnalyticsEngine Engine => _application.Services.GetRequiredService<AnalyticsEngine>();

    public static async Task<Site> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new FixedClock(s_start + s_duration));
        builder.Services
            .AddApiGatewayAnalytics(options =>
            {
                options.Dashboards.Add(Insights.Dashboard);
                options.Dashboards.Add(Tables.Dashboard);
                options.GeoLocator = new MadeUpLocator();
            })
            .AddMonitors();
        WebApplication application = builder.Build();
        application.MapApiGatewayAnalytics(Prefix, options => options.MaxConcurrentQuestions = 8);
        Feed(application.Services.GetRequiredService<AnalyticsEngine>());
        await application.StartAsync();
        return new Site(application);
    }

    /// <summary>The JSON of something below the prefix.</summary>
    public async Task<JsonElement> JsonAsync(string question) => JsonDocument.Parse(await _client.GetByteArrayAsync(question)).RootElement;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static void Feed(AnalyticsEngine engine)
    {
        DateTimeOffset end = s_start + s_duration;
        var traffic = new SyntheticTraffic { Records = 12_000, Start = s_start, Duration = s_duration, Apis = 6, DistinctPaths = 4_000 };
        Read("rest.log", SyntheticLog.ToArray(traffic, SyntheticLayout.Rest));
        Read("http.log", SyntheticLog.ToArray(traffic with { Seed = 2, Records = 8_000 }, SyntheticLayout.Http));
        Read("websocket.log", SyntheticLog.ToArray(traffic with { Seed = 3, Records = 2_000, Apis = 2 }, SyntheticLayout.WebSocket));
        Read("trail.json", new SyntheticTrail { Records = 1_500, Start = s_start, Duration = s_duration }.ToArray());
        Read("attack.log", Encoding.UTF8.GetBytes(Attack.Lines(end - TimeSpan.FromMinutes(30))));
        using var metrics = new MemoryStream();
        var points = new SyntheticMetrics { Start = end - TimeSpan.FromHours(3), Minutes = 180 };
        SyntheticMetricWriter.Write(metrics, points.Generate(), SyntheticMetricEncoding.Json);
        Read("metrics.json", metrics.ToArray());

        void Read(string name, byte[] content) => engine.Ingest(content, new IngestionSource(name));
    }
}
