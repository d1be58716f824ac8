using System.Collections.Concurrent;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>The logs that benchmarks read, in memory: the same bytes in every process.</summary>
internal static class SampleLogs
{
    public const int Records = 20_000;

    private static readonly ConcurrentDictionary<SyntheticLayout, byte[]> s_logs = new();

    public static byte[] Get(SyntheticLayout layout) =>
        s_logs.GetOrAdd(layout, static layout => SyntheticLog.ToArray(new SyntheticTraffic { Records = Records }, layout));
}
