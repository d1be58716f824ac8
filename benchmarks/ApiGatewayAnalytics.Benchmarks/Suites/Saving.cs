using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>
/// Saving all states of an engine that has read a log of the full REST template, and loading them into an empty one; and the same of
/// one panel by itself, with its data as it is meanwhile.
/// </summary>
public class Saving
{
    private AnalyticsEngine _engine = null!;
    private PanelAggregator _aggregator = null!;
    private byte[] _saved = [];
    private byte[] _written = [];

    [GlobalSetup]
    public async Task Setup()
    {
        _engine = NewEngine();
        _engine.Ingest(SampleLogs.Get(SyntheticLayout.Rest), new IngestionSource("log"));
        using var saved = new MemoryStream();
        await _engine.SaveAsync(saved);
        _saved = saved.ToArray();

        _aggregator = AccessLogsOverview.TopClientIps.CreateAggregator();
        ParsedLog.AddTo(_aggregator, ParsedLog.Of(SampleLogs.Get(SyntheticLayout.Rest)));
        using var written = new MemoryStream();
        _aggregator.WriteTo(written);
        _written = written.ToArray();
    }

    [Benchmark]
    public Task Save() => _engine.SaveAsync(Stream.Null);

    [Benchmark]
    public async Task Load()
    {
        using var saved = new MemoryStream(_saved);
        await NewEngine().LoadAsync(saved);
    }

    [Benchmark]
    public PanelData Snapshot() => _aggregator.Snapshot();

    [Benchmark]
    public void Write() => _aggregator.WriteTo(Stream.Null);

    [Benchmark]
    public PanelAggregator Read()
    {
        PanelAggregator aggregator = AccessLogsOverview.TopClientIps.CreateAggregator();
        using var written = new MemoryStream(_written);
        aggregator.ReadFrom(written);
        return aggregator;
    }

    private static AnalyticsEngine NewEngine() => new(new AnalyticsOptions { Mode = EngineMode.Files });
}
