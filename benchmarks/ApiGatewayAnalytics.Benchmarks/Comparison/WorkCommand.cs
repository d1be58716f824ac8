using System.Text.Json;
using ApiGatewayAnalytics.Panels;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>The verb <c>work</c>: reads a log once, answers <see cref="SmallerWork"/> and prints it as JSON.</summary>
internal static class WorkCommand
{
    public static int Run(string[] args)
    {
        DashboardDefinition? work = args is [var path, var kind] && File.Exists(path)
            ? kind switch
            {
                "path" => SmallerWork.Full(Log.Path),
                "resource" => SmallerWork.Full(Log.ResourcePath),
                "lean" => SmallerWork.Lean(),
                _ => null,
            }
            : null;
        if (work is null)
        {
            Console.Error.WriteLine("Usage: work FILE path|resource|lean");
            return 2;
        }

        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.Dashboards.Clear();
        options.Dashboards.Add(work);
        var engine = new AnalyticsEngine(options);
        using (var log = new FileStream(args[0], FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan))
        {
            engine.IngestFile(log, args[0]);
        }

        using Stream output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, engine.GetAnswer(), AnalyticsJsonContext.Default.AnalyticsAnswer);
        return 0;
    }
}
