using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Benchmarks.Breakdown;

/// <summary>
/// One pass over a log with the parts of an engine joined as the engine joins them, and a clock between them: reading fills a batch,
/// the shard counts it, what it holds is handed over when the engine would do so, and at the end every panel is answered and written.
/// </summary>
internal sealed class BreakdownRun
{
    private const int Repetitions = 5;

    public Stage Read { get; } = new();

    public Stage States { get; } = new();

    public Stage Seal { get; } = new();

    /// <summary>Nanoseconds of one answer to all panels: the median of several.</summary>
    public long Query { get; private set; }

    /// <summary>Nanoseconds of one writing of that answer as JSON: the median of several.</summary>
    public long Json { get; private set; }

    public TimeSpan Wall { get; private set; }

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public long StateBytes { get; private set; }

    public int InexactPanels { get; private set; }

    /// <summary>Reads a log to its end.</summary>
    /// <param name="log">The log; what making it takes is left out where it says so.</param>
    /// <param name="dashboards">What is counted.</param>
    /// <param name="isLive">Whether as a live engine does: sliced by entity, by hour, handed over each second.</param>
    /// <param name="now">The time of the clock.</param>
    public static BreakdownRun Of(Stream log, ImmutableArray<DashboardDefinition> dashboards, bool isLive, DateTimeOffset now)
    {
        var run = new BreakdownRun();
        run.Pass(log, dashboards, isLive, new FixedClock(now));
        return run;
    }

    private void Pass(Stream log, ImmutableArray<DashboardDefinition> panels, bool isLive, TimeProvider clock)
    {
        var options = new AnalyticsOptions();
        AggregationPlan plan = PlanCompiler.Compile(
            panels, AccessLogSchema.Create([]), isLive, isLive ? Clock.MinutesPerHour : Clock.MinutesPerDay, []);
        var stores = new AnalyticsStores(options.Retention, options.MemoryLimit, isLive, clock, new ApiNameBook([], null));
        AnalyticsStore store = stores.Add(plan);
        var tally = new IngestionTally(plan.Schema.Fields);
        var parser = new AccessLogParser(options.Reader.ToParserOptions(clock), tally);
        using var feed = new RecordFeed(log, parser, tally, "log", options.Reader.Limits, eventIds: new EventIdFilter());
        var shard = new Shard(plan, store.Cutter, [], null, null);

        long started = Stopwatch.GetTimestamp();
        long published = started;
        int batches = 0;
        while (Fill(feed, shard))
        {
            States.Start();
            shard.Consume();
            States.Stop();
            Seal.Start();
            if (isLive ? Stopwatch.GetElapsedTime(published).TotalSeconds >= 1 : ++batches % 64 == 0 && shard.Bytes > options.MemoryLimit / 4)
            {
                store.Merge(shard.Take());
                published = Stopwatch.GetTimestamp();
            }

            Seal.Stop();
        }

        Seal.Start();
        store.Merge(shard.Take());
        Seal.Stop();
        Wall = Stopwatch.GetElapsedTime(started);
        if (log is GeneratedStream generated)
        {
            Read.Exclude(generated.Making);
            Wall -= TimeSpan.FromMicroseconds(generated.Making.Nanoseconds / 1e3);
        }

        Records = tally.Accepted;
        Bytes = tally.Bytes;
        StateBytes = store.Bytes;
        Answer(stores, plan, tally, clock);
    }

    private bool Fill(RecordFeed feed, Shard shard)
    {
        Read.Start();
        bool isFilled = feed.Fill(shard.Batch);
        Read.Stop();
        return isFilled;
    }

    private void Answer(AnalyticsStores stores, AggregationPlan plan, IngestionTally tally, TimeProvider clock)
    {
        ImmutableArray<DashboardData> dashboards = [];
        Query = Median(() =>
        {
            PanelQuery query = PanelQuery.Default;
            MinuteRange range = stores.RangeOf(query);
            AnalyticsStore store = stores.All[0];
            store.Answers.Clear();
            TimelineView view = store.View();
            dashboards = [.. plan.Dashboards.Select(dashboard => AnswerOf(dashboard, store.AnswererFor(dashboard, query, range, view), plan))];
        });
        InexactPanels = dashboards.SelectMany(dashboard => dashboard.Panels).Count(panel => !panel.Exact);
        var answer = new AnalyticsAnswer
        {
            GeneratedAt = clock.GetUtcNow(),
            Range = stores.RangeOf(PanelQuery.Default).ToTimeRange(),
            Filters = ImmutableSortedDictionary<string, string>.Empty,
            Ingestion = tally.Report(),
            Dashboards = dashboards,
        };
        Json = Median(() => JsonSerializer.Serialize(Stream.Null, answer, AnalyticsJsonContext.Default.AnalyticsAnswer));
    }

    private static DashboardData AnswerOf(DashboardDefinition dashboard, PanelAnswerer answerer, AggregationPlan plan) => new()
    {
        Id = dashboard.Id,
        Title = dashboard.Title,
        Panels = [.. dashboard.Panels.Select(panel => answerer.Answer(plan.Panels[panel.Id]))],
    };

    private static long Median(Action action)
    {
        var times = new long[Repetitions];
        foreach (ref long time in times.AsSpan())
        {
            var stage = new Stage();
            stage.Start();
            action();
            stage.Stop();
            time = stage.Nanoseconds;
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }
}
