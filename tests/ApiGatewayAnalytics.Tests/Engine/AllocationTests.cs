using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Reading and counting allocates nothing per record once keys and buckets are known.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int Distinct = 2_000;
    private const int Measured = 100_000;

    /// <summary>The log is read so often before anything is measured that the lists of the rarest rows are full.</summary>
    private const int WarmUp = 100 * Distinct;

    private static readonly Lazy<byte[]> s_log = new(() => Log(Distinct, SyntheticLayout.Console));

    private static readonly Lazy<byte[]> s_fullLog = new(() => Log(Distinct, SyntheticLayout.Rest));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true, true)]
    public void TheEngineAllocatesNothing(bool isLive, bool isFull, bool withInsights = false)
    {
        AggregationPlan plan = PlanCompiler.Compile(
            withInsights ? [AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard, .. DashboardCatalog.OnRequest] : [AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard],
            AccessLogSchema.Default,
            isLive,
            isLive ? Clock.MinutesPerHour : Clock.MinutesPerDay,
            []);
        var shard = new Shard(plan, new SegmentCutter(plan, new Retention(), isLive), [], null, null);
        var tally = new IngestionTally(plan.Schema.Fields);
        var parser = new AccessLogParser(new AccessLogParserOptions { Clock = new ManualClock(new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)) }, tally);
        using var feed = new RecordFeed(new RepeatingStream(isFull ? s_fullLog.Value : s_log.Value, 200), parser, tally, "log");
        Feed(WarmUp);

        Assert.Equal(0, Allocated(() => Feed(Measured)));
        Assert.InRange(tally.Accepted, Measured + WarmUp, long.MaxValue);

        void Feed(int records)
        {
            for (int read = 0; read < records && feed.Fill(shard.Batch); read += shard.Batch.Count)
                shard.Consume();
        }
    }

    private static long Allocated(Action window)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        window();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Few APIs in two minutes and many failures, so that every list of rows is full after the warm-up.</summary>
    private static byte[] Log(int records, SyntheticLayout layout) => SyntheticLog.ToArray(
        new SyntheticTraffic
        {
            Records = records,
            Duration = TimeSpan.FromMinutes(2),
            Apis = 1,
            StagesPerApi = 1,
            ClientErrorShare = 0.4,
            ServerErrorShare = 0.4,
            OutOfOrderShare = 0,
        },
        layout);

    public static TheoryData<string> PanelIds => [.. AccessLogsOverview.Dashboard.Panels.Concat(AccessLogsErrors.Dashboard.Panels).Select(panel => panel.Id)
        .Where((_, place) => place % 11 == 0)];

    [Theory]
    [MemberData(nameof(PanelIds))]
    public void ABareAggregatorAllocatesNothing(string id)
    {
        PanelAggregator aggregator = DashboardCatalog.All.SelectMany(dashboard => dashboard.Panels).Single(panel => panel.Id == id).CreateAggregator();
        using var reader = new AccessLogReader(new RepeatingStream(s_log.Value, 200), timeProvider: new ManualClock(new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        Add(WarmUp);

        Assert.Equal(0, Allocated(() => Add(Measured)));

        void Add(int records)
        {
            for (int i = 0; i < records; i++)
            {
                Assert.True(reader.Read());
                aggregator.Add(reader.Current);
            }
        }
    }
}
