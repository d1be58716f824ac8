using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Reports;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Time and allocation, and what they mean per byte and per record of the log.</summary>
internal sealed class ThroughputConfig : ManualConfig
{
    private const int LongestPanelId = 80;

    public ThroughputConfig()
    {
        Add(DefaultConfig.Instance);
        WithBuildTimeout(TimeSpan.FromMinutes(10));
        AddDiagnoser(MemoryDiagnoser.Default);
        SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(LongestPanelId);
        AddColumn(
            new ThroughputColumn("MB/s", "Millions of bytes of log per second", (nanoseconds, log) => log.Length * 1e3 / nanoseconds),
            new ThroughputColumn("ns/record", "Nanoseconds per record of the log", (nanoseconds, _) => nanoseconds / SampleLogs.Records));
    }
}
