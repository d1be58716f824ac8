using System.Text.Json;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Questions to an engine that has read a log of the full REST template, and the JSON of the answer.</summary>
public class Answering
{
    private AnalyticsEngine _engine = null!;
    private AnalyticsAnswer _answer = null!;

    [GlobalSetup]
    public void Setup()
    {
        _engine = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files });
        _engine.Ingest(SampleLogs.Get(SyntheticLayout.Rest), new IngestionSource("log"));
        _answer = _engine.GetAnswer();
    }

    [Benchmark]
    public PanelData OnePanel() => _engine.GetPanel(AccessLogsOverview.TopClientIps.Id);

    [Benchmark]
    public AnalyticsAnswer AllPanels() => _engine.GetAnswer();

    [Benchmark]
    public void Json() => JsonSerializer.Serialize(Stream.Null, _answer, AnalyticsJsonContext.Default.AnalyticsAnswer);
}
