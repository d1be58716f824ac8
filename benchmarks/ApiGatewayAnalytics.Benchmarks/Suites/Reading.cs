using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Synthetic;
using BenchmarkDotNet.Attributes;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Reading without counting, all fields, in each layout.</summary>
public class Reading : ILogReadingSuite
{
    private byte[] _log = [];

    [ParamsAllValues]
    public SyntheticLayout Layout { get; set; }

    [GlobalSetup]
    public void Setup() => _log = SampleLogs.Get(Layout);

    [Benchmark]
    public long Read()
    {
        long latency = 0;
        using var reader = new AccessLogReader(_log);
        while (reader.Read())
        {
            latency += reader.Current.ResponseLatency ?? 0;
        }

        return latency;
    }
}
