using System.Diagnostics;
using System.Globalization;
using ApiGatewayAnalytics.Benchmarks.Breakdown;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>What asking the same question many times took. One line of output.</summary>
internal sealed class QuestionTimes(string phase, string question)
{
    private readonly List<double> _wall = [];
    private readonly List<double> _cpu = [];
    private readonly List<double> _allocated = [];

    public void Measure(Action ask)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long cpu = CpuClock.Nanoseconds();
        long wall = Stopwatch.GetTimestamp();
        ask();
        _wall.Add(Stopwatch.GetElapsedTime(wall).TotalMilliseconds);
        _cpu.Add((CpuClock.Nanoseconds() - cpu) / 1e6);
        _allocated.Add((GC.GetAllocatedBytesForCurrentThread() - bytes) / 1e3);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"row phase={phase} question={question} n={_wall.Count} wall_median_ms={At(_wall, 0.5):F2} wall_p95_ms={At(_wall, 0.95):F2} wall_max_ms={At(_wall, 1):F2} cpu_median_ms={At(_cpu, 0.5):F2} cpu_p95_ms={At(_cpu, 0.95):F2} allocated_median_kb={At(_allocated, 0.5):F0}");

    /// <summary>The nearest-rank quantile.</summary>
    private static double At(List<double> values, double quantile)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
    }
}
