using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Saving all states of an engine that has read a log of the full REST template, and loading them into an empty one.</summary>
public class Saving
{
    private AnalyticsEngine _engine = null!;
    private byte[] _saved = [];

    [GlobalSetup]
    public async Task Setup()
    {
        _engine = NewEngine();
        _engine.Ingest(SampleLogs.Get(SyntheticLayout.Rest), new IngestionSource("log"));
        using var saved = new MemoryStream();
        await _engine.SaveAsync(saved);
        _saved = saved.ToArray();
    }

    [Benchmark]
    public Task Save() => _engine.SaveAsync(Stream.Null);

    [Benchmark]
    public async Task Load()
    {
        using var saved = new MemoryStream(_saved);
        await NewEngine().LoadAsync(saved);
    }

    private static AnalyticsEngine NewEngine() => new(new AnalyticsOptions { Mode = EngineMode.Files });
}
