using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>From the bytes of a log to counts, and end to end to the JSON of all panels, from an empty engine on.</summary>
public class Counting : ILogReadingSuite
{
    private byte[] _log = [];

    [Params(SyntheticLayout.Rest, SyntheticLayout.Console, SyntheticLayout.Clf)]
    public SyntheticLayout Layout { get; set; }

    [GlobalSetup]
    public void Setup() => _log = SampleLogs.Get(Layout);

    [Benchmark(Baseline = true)]
    public PanelData OnePanelBare()
    {
        PanelAggregator aggregator = AccessLogsOverview.TopClientIps.CreateAggregator();
        using var reader = new AccessLogReader(_log);
        while (reader.Read())
        {
            aggregator.Add(reader.Current);
        }

        return aggregator.Snapshot();
    }

    [Benchmark]
    public AnalyticsEngine OnePanel()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.Dashboards.Clear();
        options.Dashboards.Add(new() { Id = "one", Title = "One", Panels = [AccessLogsOverview.TopClientIps] });
        return Ingest(options);
    }

    [Benchmark]
    public AnalyticsEngine AllPanels() => Ingest(new AnalyticsOptions { Mode = EngineMode.Files });

    [Benchmark]
    public AnalyticsEngine AllPanelsLive() => Ingest(new AnalyticsOptions());

    [Benchmark]
    public void AllPanelsToJson() =>
        JsonSerializer.Serialize(Stream.Null, AllPanels().GetAnswer(), AnalyticsJsonContext.Default.AnalyticsAnswer);

    private AnalyticsEngine Ingest(AnalyticsOptions options)
    {
        var engine = new AnalyticsEngine(options);
        engine.Ingest(_log, new IngestionSource("log"));
        return engine;
    }
}
