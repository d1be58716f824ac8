using System.Text;
using ApiGatewayAnalytics;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.PagesHost;
using ApiGatewayAnalytics.Synthetic;

// What the browser tests look at: made-up traffic of two days from all sources, lines of an attacker, and the pages below a prefix.
var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
TimeSpan duration = TimeSpan.FromDays(2);

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<TimeProvider>(new FixedClock(start + duration));
builder.Services
    .AddApiGatewayAnalytics(options =>
    {
        options.Dashboards.Add(Insights.Dashboard);
        options.GeoLocator = new MadeUpLocator();
    })
    .AddMonitors();
WebApplication app = builder.Build();
app.MapApiGatewayAnalytics("/deep/prefix", options => options.MaxConcurrentQuestions = 8);

AnalyticsEngine engine = app.Services.GetRequiredService<AnalyticsEngine>();
var traffic = new SyntheticTraffic { Records = 12_000, Start = start, Duration = duration, Apis = 6, DistinctPaths = 4_000 };
await ReadAsync("rest.log", SyntheticLog.ToArray(traffic, SyntheticLayout.Rest));
await ReadAsync("http.log", SyntheticLog.ToArray(traffic with { Seed = 2, Records = 8_000 }, SyntheticLayout.Http));
await ReadAsync("websocket.log", SyntheticLog.ToArray(traffic with { Seed = 3, Records = 2_000, Apis = 2 }, SyntheticLayout.WebSocket));
await ReadAsync("trail.json", new SyntheticTrail { Records = 1_500, Start = start, Duration = duration }.ToArray());
using (var metrics = new MemoryStream())
{
    var points = new SyntheticMetrics { Start = start + duration - TimeSpan.FromHours(3), Minutes = 180 };
    SyntheticMetricWriter.Write(metrics, points.Generate(), SyntheticMetricEncoding.Json);
    await ReadAsync("metrics.json", metrics.ToArray());
}

await ReadAsync("attack.log", Encoding.UTF8.GetBytes(Attack.Lines(start + duration - TimeSpan.FromMinutes(30))));
app.Run();

async Task ReadAsync(string name, byte[] content)
{
    using var stream = new MemoryStream(content);
    await engine.IngestAsync(stream, new IngestionSource(name));
}
