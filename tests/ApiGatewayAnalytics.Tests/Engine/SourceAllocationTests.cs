using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.CloudTrail;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Reading and counting CloudTrail events and datapoints allocates nothing per record once their keys are known.</summary>
[Collection(Alone.Name)]
public sealed class SourceAllocationTests
{
    private const int Measured = 50_000;

    [Fact]
    public void EventsAllocateNothing()
    {
        AggregationPlan plan = PlanCompiler.Compile(
            [AuditEvents.Dashboard], CloudTrailSchema.Default, false, Clock.MinutesPerDay, []);
        var shard = new Shard(plan, new SegmentCutter(plan, new Retention(), false), [], null, null);
        var tally = new IngestionTally(AccessLogFields.All);
        byte[] events = TrailInputs.Wrap(TrailInputs.Events(500), "lines");
        using var feed = new RecordFeed(
            new RepeatingStream(events, 600), new CloudTrailParser(CloudTrailReaderOptions.Default, FixedClock.In2026, eventIds: null), tally, "trail");
        Feed(4 * Measured);

        Assert.Equal(0, Allocated(() => Feed(Measured)));
        Assert.InRange(tally.Accepted, 5 * Measured, long.MaxValue);

        void Feed(int records)
        {
            for (int read = 0; read < records && feed.Fill(shard.Batch); read += shard.Batch.Count)
            {
                shard.Consume();
            }
        }
    }

    [Fact]
    public void EventsOfManyHoursInTurnAllocateNothing()
    {
        AggregationPlan plan = PlanCompiler.Compile(
            [AuditEvents.Dashboard], CloudTrailSchema.Default, true, Clock.MinutesPerHour, []);
        var shard = new Shard(plan, new SegmentCutter(plan, new Retention(), true), [], null, null);
        byte[][] inOrder = TrailInputs.Events(2_000);

        // Each batch has some of every hour, as the files of many accounts read one after the other.
        byte[] events = TrailInputs.Wrap([.. inOrder.Select((text, i) => inOrder[i * 37 % inOrder.Length])], "lines");
        using var feed = new RecordFeed(
            new RepeatingStream(events, 300), new CloudTrailParser(CloudTrailReaderOptions.Default, FixedClock.In2026, eventIds: null), new IngestionTally(AccessLogFields.All), "trail");
        Feed(2 * Measured);
        Assert.True(shard.Take().Length > 12);
        Feed(8 * Measured);

        Assert.Equal(0, Allocated(() => Feed(Measured)));

        void Feed(int records)
        {
            for (int read = 0; read < records && feed.Fill(shard.Batch); read += shard.Batch.Count)
            {
                shard.Consume();
            }
        }
    }

    [Theory]
    [InlineData(SyntheticMetricEncoding.Json)]
    [InlineData(SyntheticMetricEncoding.OpenTelemetry10)]
    public void DatapointsAllocateNothing(SyntheticMetricEncoding encoding)
    {
        var shard = new MetricShard([50, 95, 99], new MetricFilter([], _ => null));
        var tally = new IngestionTally(MetricFields.All);
        byte[] data = Datapoints.Encode(new SyntheticMetrics { Minutes = 10, Apis = 2 }.Generate(), encoding);
        using var feed = new RecordFeed(
            new RepeatingStream(data, 200), new MetricParser(tally, FixedClock.In2026, MetricQueries.None), tally, "metrics");
        Feed(Measured);

        Assert.Equal(0, Allocated(() => Feed(Measured)));
        Assert.InRange(tally.Accepted, 2 * Measured, long.MaxValue);

        void Feed(int records)
        {
            for (int read = 0; read < records && feed.Fill(shard.Batch); read += shard.Batch.Count)
            {
                shard.Consume(shard.Batch);
            }
        }
    }

    private static long Allocated(Action window)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        window();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
