using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Tests.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiGatewayAnalytics.Tests.Monitoring;

/// <summary>What monitors do at the edges of their definition, and around them.</summary>
public sealed class MonitorTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("high-latency", 2500, true)]
    [InlineData("high-latency", 2400, false)]
    [InlineData("high-integration-latency", 2000, true)]
    [InlineData("high-integration-latency", 1999, false)]
    [InlineData("high-waf-latency", 1000, false)]
    [InlineData("high-waf-latency", 1010, true)]
    public void LatenciesFireAtTheirThreshold(string id, int latency, bool fires)
    {
        Request[] requests =
        [
            .. Enumerable.Range(0, 9).Select(_ => new Request(s_start) { Latency = latency, IntegrationLatency = latency, WafLatency = latency }),
            new Request(s_start) { Latency = 60_000, IntegrationLatency = 60_000, WafLatency = 60_000 },
            new Request(s_start) { Latency = 90_000, ConnectionId = "a WebSocket's" },
        ];

        Assert.Equal(fires, Timeline(requests).Any(happened => happened.Monitor.Id == id));
    }

    [Theory]
    [InlineData("high-server-errors", 5, true)]
    [InlineData("high-server-errors", 4, false)]
    [InlineData("high-integration-errors", 5, false)]
    [InlineData("high-integration-errors", 6, true)]
    public void RatesFireAtTheirThreshold(string id, int failed, bool fires)
    {
        IEnumerable<Request> requests = Enumerable.Range(0, 100)
            .Select(i => new Request(s_start) { Status = i < failed ? 502 : 200, IntegrationError = i < 10 ? "bad" : null });

        Assert.Equal(fires, Timeline(requests).Any(happened => happened.Monitor.Id == id));
    }

    [Fact]
    public void AnEmptyWindowChangesNothingAndTheThirdEndsTheAlert()
    {
        MonitorEvent[] events = [.. Timeline([Bad(0), new Request(s_start.AddMinutes(30))], MonitorCatalog.HighServerErrors)];

        Assert.Equal(["1 Firing", "8 NoData"], events.Select(Short));
        Assert.Equal((100.0, 1), (events[0].Value!.Value, events[0].Requests));
        Assert.Equal(((double?)null, 0), (events[1].Value, events[1].Requests));
        Assert.Equal(s_start.AddMinutes(1), events[1].Since);

        // Two empty windows are not three.
        Assert.Equal(["1 Firing"], Timeline([Bad(0), Bad(7)], MonitorCatalog.HighServerErrors).Select(Short));
    }

    [Fact]
    public void WhatGoesUpAndDownFiresAndResolvesEachTime()
    {
        MonitorDefinition quick = MonitorCatalog.HighServerErrors with { Window = TimeSpan.FromMinutes(1) };
        IEnumerable<Request> requests = Enumerable.Range(0, 6).Select(minute => new Request(s_start.AddMinutes(minute)) { Status = minute % 2 == 0 ? 500 : 200 });

        Assert.Equal(["1 Firing", "2 Resolved", "3 Firing", "4 Resolved", "5 Firing", "6 Resolved"], Timeline(requests, quick).Select(Short));
    }

    [Fact]
    public void LowTrafficNeedsHistoryAndKeepsFiringWithoutData()
    {
        Request[] requests = [.. Enumerable.Range(0, 64).Where(minute => minute is < 3 or > 59).Select(minute => new Request(s_start.AddMinutes(minute)))];

        Assert.Equal(["12 Firing", "62 Resolved"], Timeline(requests, MonitorCatalog.LowTraffic).Select(Short));
        Assert.Empty(Timeline(requests[..3], MonitorCatalog.LowTraffic));
    }

    [Fact]
    public void WhoIsNotSeenForAWeekIsForgotten()
    {
        var end = new Request(s_start.AddDays(9)) { Api = "another" };

        string[] events = [.. Timeline([new Request(s_start), end], MonitorCatalog.LowTraffic).Select(Short)];

        Assert.Equal(["10 Firing", $"{(7 * 24 * 60) + 1} NoData"], events);
        Assert.Equal(
            ["10 Firing", $"{(7 * 24 * 60) + 1} NoData"],
            Timeline([new Request(s_start), new Request(s_start.AddDays(7).AddMinutes(2))], MonitorCatalog.LowTraffic).Select(Short));
    }

    [Fact]
    public void FilesKeepMinutesHoweverLongTheyAreAndLiveEnginesSayWhatTheySkipped()
    {
        Request[] requests = [.. Enumerable.Range(0, 60 * 24 * 4).Where(minute => minute % 7 == 0).Select(minute => minute is > 100 and < 120 ? Bad(minute) : new Request(s_start.AddMinutes(minute)))];
        AnalyticsEngine files = MonitorModelTests.Engine(EngineMode.Files, new ManualClock(s_start.AddDays(90)), MonitorCatalog.HighServerErrors);
        files.Ingest(Request.Log(requests), new IngestionSource("log"));
        Assert.Equal(0, files.GetMonitorTimeline().SkippedMinutes);
        Assert.Equal(["106 Firing", "127 Resolved"], files.GetMonitorTimeline().Events.Select(Short));

        AnalyticsEngine live = MonitorModelTests.Engine(EngineMode.Live, new ManualClock(s_start.AddDays(4)), MonitorCatalog.HighServerErrors);
        live.Ingest(Request.Log(requests), new IngestionSource("log"));
        Assert.InRange(live.GetMonitorTimeline(new PanelQuery { Last = TimeSpan.FromDays(4) }).SkippedMinutes, 24 * 60, 4 * 24 * 60);
        Assert.Equal(0, live.GetMonitorTimeline(new PanelQuery { Last = TimeSpan.FromHours(3) }).SkippedMinutes);
    }

    [Fact]
    public void WithoutMonitorsAPlanIsWhatItWas()
    {
        ImmutableArray<DashboardDefinition> dashboards = [AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard];
        AggregationPlan without = PlanCompiler.Compile(dashboards, AccessLogSchema.Default, isSliced: true, 60, []);
        AggregationPlan none = PlanCompiler.Compile(dashboards, AccessLogSchema.Default, isSliced: true, 60, [], Hidden([]));
        AggregationPlan with = PlanCompiler.Compile(dashboards, AccessLogSchema.Default, isSliced: true, 60, [], Hidden(MonitorCatalog.All));

        Assert.Equal(without.Signature, none.Signature);
        Assert.Null(none.Hidden);
        Assert.All(none.Groups, group => Assert.Equal(0, group.MinutesKept));
        Assert.NotEqual(without.Signature, with.Signature);
        Assert.Equal(without.Panels.Count, with.Panels.Count);
        Assert.Equal(9, with.Hidden!.Signals.Length);

        // Counts by status and by entity serve panels already.
        Assert.InRange(with.Groups.Length - without.Groups.Length, 1, 5);

        HiddenPanels? Hidden(ImmutableArray<MonitorDefinition> monitors) =>
            HiddenPanels.Of(RecordSource.AccessLog, AccessLogSchema.Default, monitors, dashboards.SelectMany(dashboard => dashboard.Panels));
    }

    [Fact]
    public void AHostsOwnRuleFiltersAndNamesAndJson()
    {
        var throttled = new MonitorDefinition
        {
            Id = "throttling",
            Title = "Throttled Requests",
            Signal = MonitorSignal.Rate(Predicate.EqualTo(AccessLogFields.Status, "429")).Among(Predicate.StatusClass(AccessLogFields.Status, 4)),
            Comparison = MonitorComparison.Above,
            Threshold = 40,
            Window = TimeSpan.FromMinutes(1),
            Severity = MonitorSeverity.Info,
        };
        var options = new AnalyticsOptions();
        options.Monitors.Add(throttled);
        options.ApiNames.Add("api1", "orders");
        var engine = new AnalyticsEngine(options, new ManualClock(s_start.AddMinutes(5)));
        Request[] requests = [new(s_start) { Status = 429 }, new(s_start) { Status = 404 }, new(s_start), new(s_start) { Status = 429, Stage = "dev" }];
        engine.Ingest(Request.Log(requests), new IngestionSource("log"));

        var query = new PanelQuery
        {
            Monitors = true,
            Dashboards = [AccessLogsOverview.Dashboard.Id],
            Filters = PanelQuery.Default.Filters.Add("apiName", "ord*").Add("stage", "prod"),
        };
        AnalyticsAnswer answer = engine.GetAnswer(query);
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer));
        JsonElement happened = json.RootElement.GetProperty("monitors")[0];

        Assert.Equal(["1 Firing", "4 NoData"], answer.Monitors!.Events.Select(Short));
        Assert.Equal(("throttling", "firing", "orders", 50, 2), (
            happened.GetProperty("monitor").GetString(), happened.GetProperty("event").GetString(), happened.GetProperty("apiName").GetString(),
            happened.GetProperty("value").GetDouble(), happened.GetProperty("requests").GetInt32()));
        using JsonDocument plain = JsonDocument.Parse(JsonSerializer.Serialize(engine.GetAnswer(), AnalyticsJsonContext.Default.AnalyticsAnswer));
        Assert.False(plain.RootElement.TryGetProperty("monitors", out _));
        Assert.Throws<ArgumentException>(() => engine.GetMonitorTimeline(new PanelQuery { Filters = PanelQuery.Default.Filters.Add("path", "/") }));
    }

    [Fact]
    public async Task WatchersAndCallbacksGetWhatHappens()
    {
        var clock = new TimerClock(s_start.AddSeconds(30));
        AnalyticsEngine engine = MonitorModelTests.Engine(EngineMode.Live, clock, MonitorCatalog.HighServerErrors);
        using var stop = new CancellationTokenSource();
        var called = new TaskCompletionSource<MonitorEvent>();
        Task running = engine.Monitors.RunAsync(
            (happened, _) =>
            {
                called.TrySetResult(happened);
                return ValueTask.CompletedTask;
            },
            stop.Token);
        await using IAsyncEnumerator<MonitorEvent> watcher = engine.Monitors.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        ValueTask<bool> next = watcher.MoveNextAsync();
        Assert.Equal(2, clock.Waiting);
        engine.Ingest(Request.Log([Bad(0)]), new IngestionSource("log"));

        // The minute is over at :01:00, and judged after the grace.
        clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await next);
        Assert.Equal("1 Firing", Short(watcher.Current));
        Assert.Equal(watcher.Current, await called.Task);
        Assert.Equal([watcher.Current], engine.Monitors.Firing.AsEnumerable());

        next = watcher.MoveNextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task AlertsSurviveASnapshotAndRulesThatComeAndGo()
    {
        var clock = new ManualClock(s_start.AddMinutes(2));
        AnalyticsEngine engine = MonitorModelTests.Engine(EngineMode.Live, clock, MonitorCatalog.HighServerErrors, MonitorCatalog.LowTraffic);
        engine.Ingest(Request.Log([Bad(0)]), new IngestionSource("log"));
        Assert.Equal(["1 Firing"], engine.Monitors.Evaluate().Select(Short));

        AnalyticsEngine same = await MonitorModelTests.Reopen(engine, clock);
        Assert.Equal(engine.Monitors.Firing.AsEnumerable(), same.Monitors.Firing.AsEnumerable());
        Assert.Empty(same.Monitors.Evaluate());
        clock.Now += TimeSpan.FromMinutes(20);
        Assert.Equal(["8 NoData", "10 Firing"], same.Monitors.Evaluate().Select(Short));
    }

    [Fact]
    public void MistakesAreNamedAndMisuseThrows()
    {
        MonitorDefinition sound = MonitorCatalog.LowTraffic;
        var options = new AnalyticsOptions { MonitorGrace = TimeSpan.FromHours(2) };
        MonitorDefinition[] wrong =
        [
            sound, sound, sound with { Id = "Bad Id" }, sound with { Id = "a", Title = " " }, sound with { Id = "b", Threshold = double.NaN },
            sound with { Id = "c", Window = TimeSpan.FromSeconds(90) }, sound with { Id = "d", Window = TimeSpan.FromDays(2) },
            sound with { Id = "e", Signal = MonitorSignal.Count(Predicate.Present(new("nothing", Columns.FieldKind.Text))) },
            sound with { Id = "f", Signal = MonitorSignal.Count(Predicate.Located(AccessLogFields.IdentitySourceIp)) },
        ];
        Array.ForEach(wrong, options.Monitors.Add);
        string message = Assert.Throws<ArgumentException>(() => new AnalyticsEngine(options)).Message;
        string[] mistakes = ["'low-traffic' is declared 2 times", "'Bad Id'", "'a' needs a Title", "'b' has a Threshold", "00:01:30", "'d'", "'nothing'", "'f' looks 'identitySourceIp' up", "02:00:00"];
        Assert.All(mistakes, mistake => Assert.Contains(mistake, message, StringComparison.Ordinal));

        Assert.Throws<InvalidOperationException>(() => MonitorSignal.Count().Among());
        Assert.Throws<ArgumentException>(() => MonitorSignal.PercentileOf(AccessLogFields.Status, 90));
        Assert.Throws<ArgumentOutOfRangeException>(() => Predicate.StatusClass(AccessLogFields.Status, 6));
        Assert.Throws<ArgumentException>(() => Predicate.StatusClass(AccessLogFields.Path, 5));
        Assert.Throws<InvalidOperationException>(() => new AnalyticsEngine(new AnalyticsOptions()).Monitors.Evaluate());
        Assert.Throws<InvalidOperationException>(() => new AnalyticsEngine(new AnalyticsOptions()).GetMonitorTimeline());
        Assert.Throws<InvalidOperationException>(() => { _ = MonitorModelTests.Engine(EngineMode.Files, TimeProvider.System).Monitors.WatchAsync(); });
    }

    [Fact]
    public void ThePageOfMonitorsHasEachWithItsCondition()
    {
        string[] lines = [.. Readme.RepositoryFiles.ReadLines("docs/monitors.md")];
        Assert.All(MonitorCatalog.All, monitor => Assert.Single(
            lines,
            line => line.StartsWith($"| `{monitor.Id}` |", StringComparison.Ordinal)
                && line.Contains($" {monitor.Threshold:N0} ", StringComparison.Ordinal)
                && line.EndsWith($"| {monitor.Window.TotalMinutes} min | {monitor.Severity.ToString().ToLowerInvariant()} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void AHostRegistersThemOnce()
    {
        var services = new ServiceCollection();
        services.AddApiGatewayAnalytics().AddMonitors().AddMonitors(MonitorCatalog.LowTraffic, MonitorCatalog.LowTraffic with { Id = "quiet" });
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal([.. MonitorModel.Ids, "quiet"], provider.GetRequiredService<AnalyticsEngine>().Monitors.Definitions.Select(monitor => monitor.Id));
        Assert.Equal(10, provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value.Monitors.Count);
    }

    private static Request Bad(int minute) => new(s_start.AddMinutes(minute)) { Status = 500 };

    private static string Short(MonitorEvent happened) => $"{(happened.At - s_start).TotalMinutes} {happened.Kind}";

    private static ImmutableArray<MonitorEvent> Timeline(IEnumerable<Request> requests, params MonitorDefinition[] monitors)
    {
        AnalyticsEngine engine = MonitorModelTests.Engine(EngineMode.Files, new ManualClock(s_start.AddDays(30)), monitors);
        engine.Ingest(Request.Log(requests), new IngestionSource("log"));
        return engine.GetMonitorTimeline().Events;
    }
}
