using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Two halves of a log that were counted apart are joined: a panel of few keys, two of many, and all states of two engines.</summary>
public class Merging
{
    private readonly PanelAggregator[] _narrow = new PanelAggregator[2];
    private readonly PanelAggregator[] _wide = new PanelAggregator[2];
    private readonly PanelAggregator[] _slowest = new PanelAggregator[2];
    private readonly byte[][] _saved = new byte[2][];

    [GlobalSetup]
    public async Task Setup()
    {
        byte[] log = SampleLogs.Get(SyntheticLayout.Rest);
        RecordBatch[] batches = ParsedLog.Of(log);
        int middle = log.AsSpan(0, log.Length / 2).LastIndexOf((byte)'\n') + 1;
        for (int half = 0; half < 2; half++)
        {
            RecordBatch[] mine = half == 0 ? batches[..(batches.Length / 2)] : batches[(batches.Length / 2)..];
            _narrow[half] = Counted(AccessLogsOverview.TotalRequests, mine);
            _wide[half] = Counted(AccessLogsOverview.TopClientIps, mine);
            _slowest[half] = Counted(AccessLogsOverview.TopSlowestRequests, mine);
            AnalyticsEngine engine = NewEngine();
            engine.Ingest(half == 0 ? log.AsMemory(0, middle) : log.AsMemory(middle), new IngestionSource("log"));
            using var saved = new MemoryStream();
            await engine.SaveAsync(saved);
            _saved[half] = saved.ToArray();
        }
    }

    [Benchmark]
    public PanelAggregator OneKey() => Merged(_narrow);

    [Benchmark]
    public PanelAggregator ManyKeys() => Merged(_wide);

    [Benchmark]
    public PanelAggregator ManyKeysWithPercentiles() => Merged(_slowest);

    /// <summary>With the reading of the saved states.</summary>
    [Benchmark]
    public async Task<AnalyticsEngine> AllPanelsLoaded()
    {
        AnalyticsEngine engine = NewEngine();
        foreach (byte[] state in _saved)
        {
            using var saved = new MemoryStream(state);
            await engine.LoadAsync(saved);
        }

        return engine;
    }

    private static PanelAggregator Counted(PanelDefinition panel, RecordBatch[] batches)
    {
        PanelAggregator aggregator = panel.CreateAggregator();
        ParsedLog.AddTo(aggregator, batches);
        return aggregator;
    }

    private static PanelAggregator Merged(PanelAggregator[] halves)
    {
        PanelAggregator whole = halves[0].Panel.CreateAggregator();
        Array.ForEach(halves, whole.MergeFrom);
        return whole;
    }

    private static AnalyticsEngine NewEngine() => new(new AnalyticsOptions { Mode = EngineMode.Files });
}
