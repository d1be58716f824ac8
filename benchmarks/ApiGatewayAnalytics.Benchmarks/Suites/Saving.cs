using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Saving all states of an engine that has read a log of the full REST template, and loading them into an empty one.</summary>
public class Saving
{
    private MemoryStream _saved = null!;
    private AnalyticsEngine _engine = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _engine = NewEngine();
        _engine.Ingest(SampleLogs.Get(SyntheticLayout.Rest), new IngestionSource("log"));
        _saved = new MemoryStream();
        await Save();
    }

    [GlobalCleanup]
    public void CleanUp() => _saved.Dispose();

    [Benchmark]
    public async Task Save()
    {
        _saved.SetLength(0);
        await _engine.SaveAsync(_saved);
    }

    [Benchmark]
    public async Task Load()
    {
        _saved.Position = 0;
        await NewEngine().LoadAsync(_saved);
    }

    private static AnalyticsEngine NewEngine() => new(new AnalyticsOptions { Mode = EngineMode.Files });
}
