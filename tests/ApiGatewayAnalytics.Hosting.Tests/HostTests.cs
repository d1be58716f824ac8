using System.Diagnostics.Metrics;
using ApiGatewayAnalytics.Hosting.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ApiGatewayAnalytics.Hosting.Tests;

/// <summary>Followed files in a real host, its health check and its meters.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task AHostFollowsFilesUntilItStops()
    {
        using var folder = new FollowedFolder();
        folder.AppendLogs("access.log", 0, 10);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddApiGatewayAnalytics().AddFiles(folder.At("*.log"), options => options.PollInterval = TimeSpan.FromMilliseconds(5));
        builder.Services.AddHealthChecks().AddApiGatewayAnalytics();
        using IHost host = builder.Build();
        await host.StartAsync();
        AnalyticsEngine engine = host.Services.GetRequiredService<AnalyticsEngine>();
        await UntilAsync(() => engine.Ingestion.Accepted == 10);
        folder.AppendLogs("access.log", 10, 5);
        folder.AppendLogs("another.log", 20, 5);
        await UntilAsync(() => engine.Ingestion.Accepted == 20);
        await UntilAsync(() => host.Services.GetRequiredService<FileFollower>().State.Files == 2);
        HealthReport health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await host.StopAsync();
        folder.AppendLogs("access.log", 15, 5);
        Assert.Equal(20, engine.Ingestion.Accepted);
    }

    [Fact]
    public async Task HealthTellsWhatIsWrong()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow("*.log", options => options.MaxFiles = 2);
        follower.Pass();
        await ExpectAsync(HealthStatus.Degraded, "no file");
        folder.AppendLogs("a.log", 0, 5);
        follower.Pass();
        await ExpectAsync(HealthStatus.Healthy, "");
        folder.Clock.Now += TimeSpan.FromMinutes(6);
        await ExpectAsync(HealthStatus.Degraded, "lags");
        follower.Pass();
        await ExpectAsync(HealthStatus.Healthy, "");
        folder.AppendLogs("b.log", 10, 5);
        folder.AppendLogs("c.log", 20, 5);
        follower.Pass();
        await ExpectAsync(HealthStatus.Degraded, "more than 2");
        if (OperatingSystem.IsLinux())
        {
            File.CreateSymbolicLink(folder.At("broken.log"), "/proc/self/mem");
            follower.Pass();
            await ExpectAsync(HealthStatus.Unhealthy, "broken.log");
        }

        async Task ExpectAsync(HealthStatus status, string text)
        {
            var check = new FilesHealthCheck([follower]);
            var context = new HealthCheckContext { Registration = new HealthCheckRegistration("files", check, null, null) };
            HealthCheckResult result = await check.CheckHealthAsync(context);
            Assert.Equal(status, result.Status);
            Assert.Contains(text, result.Description ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MetersTellCountsMemoryAndLag()
    {
        using var folder = new FollowedFolder();
        FileFollower follower = folder.Follow("*.log");
        using var meter = new AnalyticsMeter(folder.Engine, [follower], factory: null);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, meter.Meter))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values[Name(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values[Name(instrument, tags)] = value);
        listener.Start();
        folder.AppendLogs("a.log", 0, 5);
        folder.Append("a.log", "{\"requestId\": broken and never closed\n" + FollowedFolder.Log(9)[..20]);
        follower.Pass();
        folder.Clock.Now += TimeSpan.FromSeconds(7);
        listener.RecordObservableInstruments();
        Assert.Equal(5, values["apigateway_analytics.records"]);
        Assert.Equal(1, values.Where(value => value.Key.StartsWith("apigateway_analytics.records.rejected reason=", StringComparison.Ordinal)).Sum(value => value.Value));
        Assert.True(values["apigateway_analytics.read"] > 500);
        Assert.True(values["apigateway_analytics.memory"] > 1_000);
        Assert.Equal(7, values[$"apigateway_analytics.files.lag path={follower.Path}"]);
        Assert.Equal(20, values[$"apigateway_analytics.files.behind path={follower.Path}"]);
        Assert.Equal(1, values[$"apigateway_analytics.files path={follower.Path}"]);

        static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
    }

    [Fact]
    public async Task MetersComeFromTheFactoryOfTheHost()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddApiGatewayAnalytics().AddMeters().AddMeters();
        using IHost host = builder.Build();
        await host.StartAsync();
        Assert.Same(
            host.Services.GetRequiredService<IMeterFactory>().Create(AnalyticsMeter.Name), host.Services.GetRequiredService<AnalyticsMeter>().Meter);
        await host.StopAsync();
    }

    [Fact]
    public void MistakesAreToldAtOnce()
    {
        IApiGatewayAnalyticsBuilder builder = new ServiceCollection().AddApiGatewayAnalytics();
        ArgumentException error = Assert.Throws<ArgumentException>(() => builder.AddFiles("logs", options =>
        {
            options.PollInterval = TimeSpan.Zero;
            options.MaxFiles = 0;
        }));
        Assert.Contains("PollInterval is 00:00:00", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxFiles is 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.AddFiles(""));
    }

    /// <summary>Waits for what another thread brings about.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
            Assert.True(await timer.WaitForNextTickAsync(timeout.Token));
    }
}
