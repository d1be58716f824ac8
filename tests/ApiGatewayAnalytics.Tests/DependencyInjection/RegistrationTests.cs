using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiGatewayAnalytics.Tests.DependencyInjection;

/// <summary>The analytics in a host.</summary>
public sealed class RegistrationTests
{
    private static readonly string[] s_mistakes = ["MemoryLimit is 5", "'nowhere'", "'nothing'", "many keys must not shrink", "'Bad Id'", "Mode 7", "is not before"];

    [Fact]
    public async Task AHostGetsOneEngineWithItsClock()
    {
        var clock = new ManualClock(new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero));
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddApiGatewayAnalytics(options => options.Reader = ModelPanels.Reader);
        IApiGatewayAnalyticsBuilder second = builder.Services.AddApiGatewayAnalytics(options => options.Dashboards.Add(ModelPanels.Dashboard));
        builder.Services.AddApiGatewayAnalytics();
        Assert.Same(builder.Services, second.Services);
        Assert.Single(builder.Services, service => service.ServiceType == typeof(AnalyticsEngine));
        using IHost host = builder.Build();
        await host.StartAsync();

        var engine = host.Services.GetRequiredService<AnalyticsEngine>();
        Assert.Same(engine, host.Services.GetRequiredService<AnalyticsEngine>());
        Assert.Equal([.. DashboardCatalog.All.Select(dashboard => dashboard.Id), "model"], engine.Dashboards.Select(dashboard => dashboard.Id));
        Assert.Equal(clock.Now, engine.GetAnswer().GeneratedAt);
        engine.Ingest(ModelRecord.Lines([ModelRecord.Random(new Random(1), clock.Now)]), new IngestionSource("log"));
        Assert.Equal(1, ((ValueData)engine.GetPanel("model/total")).Value);
        await host.StopAsync();
    }

    [Fact]
    public async Task AHostDoesNotStartWithMistakesAndNamesAllOfThem()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddApiGatewayAnalytics(Spoil);
        using IHost host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.All(s_mistakes, mistake => Assert.Contains(mistake, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AnEngineIsNotMadeWithMistakesAndNamesAllOfThem()
    {
        var options = new AnalyticsOptions();
        Spoil(options);
        var exception = Assert.Throws<ArgumentException>(() => new AnalyticsEngine(options));
        Assert.All(s_mistakes, mistake => Assert.Contains(mistake, exception.Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new AnalyticsEngine(new AnalyticsOptions { Reader = null! }));
        Assert.Throws<ArgumentNullException>(() => Register(null!));
    }

    private static void Register(IServiceCollection services) => services.AddApiGatewayAnalytics();

    private static void Spoil(AnalyticsOptions options)
    {
        options.Mode = (EngineMode)7;
        options.MemoryLimit = 5;
        options.From = DateTimeOffset.UnixEpoch;
        options.To = DateTimeOffset.UnixEpoch;
        options.Retention = new Retention { WideHours = TimeSpan.Zero };
        options.RecordFilters["nowhere"] = "x";
        options.Reader = new AccessLogReaderOptions { KeyMapping = AccessLogReaderOptions.Default.KeyMapping.Add("key", "nothing") };
        options.Dashboards.Add(new DashboardDefinition
        {
            Id = "own",
            Title = "Own",
            Panels = [ModelPanels.Total with { Id = "Bad Id" }],
        });
    }
}
