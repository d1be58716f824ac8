using System.Globalization;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>The verb <c>read</c>: reads a log several times with the fields that all panels need captured, and counts nothing.</summary>
internal static class ReadCommand
{
    public static int Run(string[] args)
    {
        int runs = 3;
        if (args.Length is not (1 or 2) || !File.Exists(args[0]) || (args.Length == 2 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out runs)))
        {
            Console.Error.WriteLine("Usage: read FILE [RUNS]");
            return 2;
        }

        AggregationPlan plan = PlanCompiler.Compile(DashboardCatalog.All, AccessLogSchema.Create([]), false, Clock.MinutesPerDay, []);
        for (int run = 0; run < runs; run++)
        {
            using var log = new FileStream(args[0], FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            var tally = new IngestionTally(plan.Schema.Fields);
            var parser = new AccessLogParser(new AnalyticsOptions().Reader.ToParserOptions(TimeProvider.System), tally);
            using var feed = new RecordFeed(log, parser, tally, "log", new AnalyticsOptions().Reader.Limits);
            var batch = new RecordBatch(plan.Captured);
            var stage = new Stage();
            stage.Start();
            while (feed.Fill(batch))
            {
            }

            stage.Stop();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Accepted:N0} of {tally.Records:N0} records, {plan.Captured.Members().Count()} fields, {(double)stage.Nanoseconds / tally.Records:N1} ns and {(double)stage.AllocatedBytes / tally.Records:N2} bytes allocated per record, {tally.Bytes * 1e3 / stage.Nanoseconds:N0} MB/s"));
        }

        return 0;
    }
}
