using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>
/// The verb <c>breakdown</c>: where the time of a record goes, stage by stage, in one process after a warm-up pass; and how memory
/// grows from N records to ten times as many over the same day.
/// </summary>
internal static class BreakdownCommand
{
    private const string Usage = "breakdown [--records N] [--paths N] [--runs R] [--ten] [--live] [--insights]";
    private const int WarmUpRecords = 100_000;

    public static int Run(string[] args)
    {
        long records = 1_000_000;
        int runs = 3;
        int paths = new SyntheticTraffic().DistinctPaths;
        bool ten = false;
        bool live = false;
        bool insights = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--records" when i + 1 < args.Length && long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out records) && records > 0:
                case "--paths" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out paths) && paths >= 10_000:
                case "--runs" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out runs) && runs > 0:
                    i++;
                    break;
                case "--ten":
                    ten = true;
                    break;
                case "--live":
                    live = true;
                    break;
                case "--insights":
                    insights = true;
                    break;
                default:
                    Console.Error.WriteLine($"'{args[i]}' is not understood. Usage: {Usage}");
                    return 2;
            }
        }

        var traffic = new SyntheticTraffic { Records = records, DistinctPaths = paths };
        ImmutableArray<DashboardDefinition> dashboards = insights
            ? [AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard, Insights.Dashboard]
            : [AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard];
        DateTimeOffset now = traffic.Start + traffic.Duration;
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");
        Console.WriteLine($"full REST template, {(live ? "live" : "files")}{(insights ? ", with insights" : "")}, at most {paths:N0} paths, {CpuClock.Name}, median of {runs} runs");
        using (var warmUp = new GeneratedStream(traffic with { Records = WarmUpRecords }))
        {
            BreakdownRun.Of(warmUp, dashboards, live, now);
        }

        Report(FromFile(traffic, dashboards, runs, live, now));
        if (ten)
        {
            using var log = new GeneratedStream(traffic with { Records = records * 10 });
            Report([BreakdownRun.Of(log, dashboards, live, now)]);
        }

        return 0;
    }

    private static BreakdownRun[] FromFile(SyntheticTraffic traffic, ImmutableArray<DashboardDefinition> dashboards, int runs, bool live, DateTimeOffset now)
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.Create(path))
            {
                SyntheticLog.Write(file, traffic, SyntheticLayout.Rest);
            }

            var results = new BreakdownRun[runs];
            for (int i = 0; i < runs; i++)
            {
                using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
                results[i] = BreakdownRun.Of(log, dashboards, live, now);
            }

            return results;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Report(BreakdownRun[] runs)
    {
        BreakdownRun last = runs[^1];
        double records = last.Records;
        double read = Median(runs, run => run.Read.Nanoseconds);
        double states = Median(runs, run => run.States.Nanoseconds);
        double seal = Median(runs, run => run.Seal.Nanoseconds);
        double total = read + states + seal;
        Console.WriteLine();
        Console.WriteLine(Invariant($"{last.Records:N0} records, {last.Bytes / 1e6:N0} MB, {last.Bytes / records:N0} bytes per record"));
        Line("read", read / records, Median(runs, run => run.Read.AllocatedBytes) / records);
        Line("states", states / records, Median(runs, run => run.States.AllocatedBytes) / records);
        Line("seal", seal / records, Median(runs, run => run.Seal.AllocatedBytes) / records);
        Line("states + seal", (states + seal) / records);
        Line("total", total / records);
        Line("query", Median(runs, run => run.Query) / records);
        Line("json", Median(runs, run => run.Json) / records);
        Console.WriteLine(Invariant($"  all panels once     {Median(runs, run => run.Query) / 1e6,10:N1} ms query {Median(runs, run => run.Json) / 1e6,10:N1} ms JSON"));
        Console.WriteLine(Invariant($"  throughput          {last.Bytes / 1e6 / (total / 1e9),10:N0} MB/s by CPU, {last.Bytes / 1e6 / Median(runs, run => run.Wall.TotalSeconds):N0} MB/s by the wall"));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(Invariant($"  states              {last.StateBytes / 1e6,10:N1} MB, inexact panels: {last.InexactPanels}"));
        Console.WriteLine(Invariant($"  peak working set    {process.PeakWorkingSet64 / 1e6,10:N1} MB so far"));
    }

    private static void Line(string name, double nanoseconds, double? allocated = null)
    {
        string bytes = allocated is { } value ? Invariant($", {value:N1} bytes allocated") : "";
        Console.WriteLine(Invariant($"  {name,-19} {nanoseconds,10:N1} ns per record{bytes}"));
    }

    private static double Median(BreakdownRun[] runs, Func<BreakdownRun, double> value)
    {
        double[] values = [.. runs.Select(value).Order()];
        return values[values.Length / 2];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
