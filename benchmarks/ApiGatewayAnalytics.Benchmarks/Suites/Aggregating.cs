using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Each panel by itself: parsed records of the full REST template are added to its empty aggregator. Nothing is read.</summary>
public class Aggregating : ILogReadingSuite
{
    private RecordBatch[] _batches = [];
    private PanelDefinition _panel = null!;

    public static IEnumerable<string> Panels => DashboardCatalog.All.SelectMany(dashboard => dashboard.Panels).Select(panel => panel.Id);

    [ParamsSource(nameof(Panels))]
    public string Panel { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _panel = DashboardCatalog.All.SelectMany(dashboard => dashboard.Panels).First(panel => panel.Id == Panel);
        _batches = ParsedLog.Of(SampleLogs.Get(SyntheticLayout.Rest));
    }

    [Benchmark]
    public PanelAggregator Add()
    {
        PanelAggregator aggregator = _panel.CreateAggregator();
        ParsedLog.AddTo(aggregator, _batches);
        return aggregator;
    }
}
