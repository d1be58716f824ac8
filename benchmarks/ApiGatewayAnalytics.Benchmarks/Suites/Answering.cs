using System.Text.Json;
using ApiGatewayAnalytics.Benchmarks.Breakdown;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Questions to an engine that has read a day of the full REST template, and the JSON of the answer.</summary>
public class Answering
{
    private static readonly DateTimeOffset s_noon = new SyntheticTraffic().Start.AddHours(12);

    private static readonly PanelQuery s_hours = new() { From = s_noon, To = s_noon.AddHours(6) };

    private AnalyticsEngine _engine = null!;
    private AnalyticsAnswer _answer = null!;
    private PanelQuery _oneStage = s_hours with { Dashboards = [AccessLogsOverview.Dashboard.Id, AccessLogsErrors.Dashboard.Id] };

    [ParamsAllValues]
    public EngineMode Mode { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _engine = new AnalyticsEngine(new AnalyticsOptions { Mode = Mode }, new FixedClock(s_noon.AddHours(12)));
        _engine.Ingest(SampleLogs.Get(SyntheticLayout.Rest), new IngestionSource("log"));
        _answer = _engine.GetAnswer();
        if (Mode == EngineMode.Live)
        {
            _oneStage = _oneStage with { Filters = s_hours.Filters.Add("stage", "prod") };
        }
    }

    [Benchmark]
    public PanelData OnePanel() => _engine.GetPanel(AccessLogsOverview.TopClientIps.Id);

    [Benchmark]
    public AnalyticsAnswer AllPanels() => _engine.GetAnswer();

    [Benchmark]
    public AnalyticsAnswer AllPanelsOfSixHours() => _engine.GetAnswer(s_hours);

    /// <summary>The dashboards that have the filter. A live engine keeps stages apart; one of files answers everything here.</summary>
    [Benchmark]
    public AnalyticsAnswer SixHoursOfOneStage() => _engine.GetAnswer(_oneStage);

    [Benchmark]
    public void Json() => JsonSerializer.Serialize(Stream.Null, _answer, AnalyticsJsonContext.Default.AnalyticsAnswer);
}
