using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
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

    private static readonly AggregationPlan s_trailPlan =
        PlanCompiler.Compile([AuditEvents.Dashboard], CloudTrailSchema.Default, false, Clock.MinutesPerDay, []);

    private readonly Stage _stage = new();

    /// <summary>The fields that were captured.</summary>
    public int Fields { get; private set; }

    public long Records { get; private set; }

    public long Accepted { get; private set; }

    public long Bytes { get; private set; }

    public double NanosecondsPerRecord => (double)_stage.Nanoseconds / Records;

    public double AllocatedPerRecord => (double)_stage.AllocatedBytes / Records;

    /// <summary>Reads a log to its end.</summary>
    /// <param name="log">The log.</param>
    /// <param name="learns">Whether templates are learned; if not, every record goes the way of the first ones.</param>
    /// <param name="warmUp">Records after which the clock starts.</param>
    /// <param name="fields">How many fields are captured at most, the first ones of those that panels need.</param>
    public static ReadPass Of(Stream log, bool learns = true, long warmUp = 0, int fields = int.MaxValue)
    {
        var tally = new IngestionTally(AccessLogFields.All);
        var captured = new FieldSet(s_plan.Schema);
        foreach (int field in s_plan.Captured.Members().Take(fields))
        {
            captured.Add(field);
        }

        return Of(log, captured, new AccessLogParser(new AccessLogParserOptions { LearnsTemplates = learns }, tally), tally, warmUp);
    }

    /// <summary>Reads CloudTrail events to their end, each once.</summary>
    /// <param name="trail">The events.</param>
    public static ReadPass OfTrail(Stream trail) => Of(
        trail,
        s_trailPlan.Captured,
        new CloudTrailParser(CloudTrailReaderOptions.Default, TimeProvider.System, new EventIdFilter(EventIdFilter.CloudTrailCapacity)),
        new IngestionTally(AccessLogFields.All),
        warmUp: 4_000);

    private static ReadPass Of(Stream log, FieldSet captured, IRecordParser parser, IngestionTally tally, long warmUp)
    {
        var pass = new ReadPass { Fields = captured.Members().Count() };
        using var feed = new RecordFeed(log, parser, tally, "log");
        var batch = new RecordBatch(captured);
        while (tally.Records < warmUp && feed.Fill(batch))
        {
        }

        long before = tally.Records;
        long bytes = tally.Bytes;
        pass._stage.Start();
        while (feed.Fill(batch))
        {
        }

        pass._stage.Stop();
        (pass.Records, pass.Accepted, pass.Bytes) = (tally.Records - before, tally.Accepted, tally.Bytes - bytes);
        return pass;
    }
}
