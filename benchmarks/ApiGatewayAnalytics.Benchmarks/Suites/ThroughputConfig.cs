using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Time and allocation, and what they mean in bytes and records per second.</summary>
internal sealed class ThroughputConfig : ManualConfig
{
    public ThroughputConfig()
    {
        Add(DefaultConfig.Instance);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(
            new ThroughputColumn("MB/s", "Millions of bytes of log per second", log => log.Length / 1e6),
            new ThroughputColumn("Records/s", "Records per second", _ => SampleLogs.Records));
    }
}
