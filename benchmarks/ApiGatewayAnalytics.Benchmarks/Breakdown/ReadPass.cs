using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>One reading of a log with the fields captured that all panels need, and nothing counted.</summary>
internal sealed class ReadPass
{
    private static readonly AggregationPlan s_plan =
        PlanCompiler.Compile([AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard], AccessLogSchema.Create([]), false, Clock.MinutesPerDay, []);

    private readonly Stage _stage = new();

    public static int Fields => s_plan.Captured.Members().Count();

    public long Records { get; private set; }

    public long Accepted { get; private set; }

    public long Bytes { get; private set; }

    public double NanosecondsPerRecord => (double)_stage.Nanoseconds / Records;

    public double AllocatedPerRecord => (double)_stage.AllocatedBytes / Records;

    /// <summary>Reads a log to its end.</summary>
    /// <param name="log">The log.</param>
    /// <param name="learns">Whether templates are learned; if not, every record goes the way of the first ones.</param>
    /// <param name="warmUp">Records after which the clock starts.</param>
    public static ReadPass Of(Stream log, bool learns = true, long warmUp = 0)
    {
        var pass = new ReadPass();
        var tally = new IngestionTally(s_plan.Schema.Fields);
        var parser = new AccessLogParser(new AccessLogParserOptions { LearnsTemplates = learns }, tally);
        using var feed = new RecordFeed(log, parser, tally, "log");
        var batch = new RecordBatch(s_plan.Captured);
        while (tally.Records < warmUp && feed.Fill(batch))
        {
        }

        long before = tally.Records;
        pass._stage.Start();
        while (feed.Fill(batch))
        {
        }

        pass._stage.Stop();
        (pass.Records, pass.Accepted, pass.Bytes) = (tally.Records - before, tally.Accepted, tally.Bytes);
        return pass;
    }
}
