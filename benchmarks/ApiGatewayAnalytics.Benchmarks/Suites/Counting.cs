using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Reading a log of the full REST template and counting it, from an empty engine on.</summary>
public class Counting : ILogReadingSuite
{
    private byte[] _log = [];

    [GlobalSetup]
    public void Setup() => _log = SampleLogs.Get(SyntheticLayout.Rest);

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

    private AnalyticsEngine Ingest(AnalyticsOptions options)
    {
        var engine = new AnalyticsEngine(options);
        engine.Ingest(_log, new IngestionSource("log"));
        return engine;
    }
}
