using System.Collections.Immutable;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>
/// The stores of an engine, one per source, and what they share: the clock, the range of everything that was read, the names of APIs
/// and the limit of memory, which the largest of them gives way to first. Not thread-safe: the owner holds a lock or is alone.
/// </summary>
internal sealed class AnalyticsStores
{
    private const int LeastShareOfAnswers = 16;
    private const int LargestShareOfAnswers = 4;

    private readonly List<AnalyticsStore> _stores = [];
    private readonly Retention _retention;
    private readonly long _memoryLimit;
    private readonly bool _isLive;
    private readonly TimeProvider _clock;

    public AnalyticsStores(
        Retention retention, long memoryLimit, bool isLive, TimeProvider clock, ApiNameBook apiNames)
    {
        // Files were handed over to be looked at as a whole, however far apart their records are.
        _retention = isLive ? retention : retention with { Days = TimeSpan.MaxValue };
        _memoryLimit = memoryLimit;
        _isLive = isLive;
        _clock = clock;
        ApiNames = apiNames;
    }

    /// <summary>The stores in the order in which they were added.</summary>
    public IReadOnlyList<AnalyticsStore> All => _stores;

    public ApiNameBook ApiNames { get; }

    /// <summary>The datapoints; null where no dashboard reads any.</summary>
    public MetricStore? Metrics { get; set; }

    /// <summary>The memory of all states.</summary>
    public long Bytes => _stores.Sum(store => store.Bytes) + (Metrics?.Bytes ?? 0);

    /// <summary>What is remembered of what monitors said. Guarded like <see cref="AnalyticsStore.Answers"/>.</summary>
    public JudgementCache Judgements { get; } = new();

    /// <summary>The memory of what is remembered of earlier questions.</summary>
    public long AnswerBytes => _stores.Sum(store => store.Answers.Bytes) + Judgements.Bytes;

    /// <summary>The memory that all answers may take beside the states: what these leave, within bounds.</summary>
    private long AnswerLimit => Math.Clamp(_memoryLimit - Bytes, _memoryLimit / LeastShareOfAnswers, _memoryLimit / LargestShareOfAnswers);

    /// <summary>The minute that ages are counted from: the clock's, or that of the newest record of any source.</summary>
    public long Now => _isLive ? ClockMinute : LastMinute ?? 0;

    /// <summary>The minute of the oldest record or datapoint; null without any.</summary>
    public long? FirstMinute => Earlier(_stores.Min(store => store.FirstMinute), Metrics?.FirstMinute);

    /// <summary>The minute of the newest record or datapoint; null without any.</summary>
    public long? LastMinute => Later(_stores.Max(store => store.LastMinute), Metrics?.LastMinute);

    private long ClockMinute => Clock.MinuteOf(_clock.GetUtcNow());

    public AnalyticsStore Add(AggregationPlan plan)
    {
        var store = new AnalyticsStore(plan, this, _retention, _isLive);
        _stores.Add(store);
        return store;
    }

    public int IndexOf(AnalyticsStore store) => _stores.IndexOf(store);

    /// <summary>A question begins; the answers of each store may take the memory that those of the others leave.</summary>
    public void BeginQuestion()
    {
        long left = AnswerLimit - AnswerBytes;
        foreach (AnalyticsStore store in _stores)
        {
            store.Answers.Begin();
            store.Answers.Limit = Math.Max(0, left + store.Answers.Bytes);
        }

        Judgements.Limit = Math.Max(0, left + Judgements.Bytes);
    }

    /// <summary>Takes over datapoints; returns how many came after their minute was gone.</summary>
    public int Merge(MetricStore delta)
    {
        int late = Metrics!.MergeFrom(delta, _retention, _isLive ? Now : null);
        Advance();
        return late;
    }

    /// <summary>What answers the panels of a dashboard of metrics: from datapoints, and where there are none from access logs.</summary>
    /// <param name="query">The question.</param>
    /// <param name="range">Its range.</param>
    /// <param name="views">The states of each store.</param>
    /// <param name="metrics">The datapoints; the caller sees to it that they stay as they are.</param>
    public MetricAnswerer AnswererFor(
        PanelQuery query, MinuteRange range, IReadOnlyDictionary<AnalyticsStore, TimelineView> views, MetricStore metrics)
    {
        var filter = new MetricFilter(query.Filters, ApiNames.Find);
        AnalyticsStore? logs = _stores.Find(store => store.Plan.LogMetrics is not null);
        LogMetrics? derived = logs?.LogMetricsFor(query, range, views[logs], new MetricCoverage(metrics), filter);
        return new MetricAnswerer(
            new MetricSources(new MetricSeriesReader(metrics, filter), derived),
            range,
            minute => _retention.WidthAt(Now - minute, isWide: false),
            query.SeriesLimit ?? int.MaxValue);
    }

    /// <summary>Reads the datapoints that monitors are judged by; null where none are kept. Valid when the caller has let go of the states, too.</summary>
    /// <param name="monitors">The monitors.</param>
    /// <param name="range">The minutes.</param>
    /// <param name="filters">Patterns by field of the identity.</param>
    public MonitorMetrics? ReadMetrics(
        ImmutableArray<MonitorDefinition> monitors, MinuteRange range, IReadOnlyCollection<KeyValuePair<string, string>> filters) =>
        Metrics is { IsEmpty: false } metrics && monitors.Any(monitor => !monitor.Signal.Metrics.IsEmpty)
            ? new MonitorMetrics(monitors, metrics, new MetricFilter(filters, ApiNames.Find), range)
            : null;

    /// <summary>Coarsens and drops what is old enough, then what does not fit into memory.</summary>
    public void Advance()
    {
        long now = Now;
        foreach (AnalyticsStore store in _stores)
        {
            store.Advance(now);
        }

        // Files are handed over in any order, so their datapoints stay as fine as they are until memory runs short.
        if (_isLive)
        {
            Metrics?.Advance(_retention, now);
        }

        // Coarser datapoints can no longer be replaced, so records give way first, down to half of the memory.
        long limit = _isLive ? _memoryLimit - (_memoryLimit / LeastShareOfAnswers) : _memoryLimit;
        Metrics?.Shrink(Math.Max(limit / 2, limit - _stores.Sum(store => store.Bytes)));
        while (Bytes > limit && _stores.OrderByDescending(store => store.Bytes).Any(store => store.TryShrink(now)))
        {
        }
    }

    /// <summary>The range that a question is about, in whole minutes.</summary>
    /// <param name="query">The question.</param>
    /// <param name="from">Where records started to be taken; null for everywhere.</param>
    /// <param name="to">Where records ceased to be taken; null for nowhere.</param>
    public MinuteRange RangeOf(PanelQuery query, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        long end = Minute(query.To ?? to, up: true) ?? (_isLive ? ClockMinute + 1 : (LastMinute ?? ClockMinute) + 1);
        long start = query.Last is { } last
            ? Clock.MinuteOf(Clock.TimeOf(end) - last)
            : Minute(query.From ?? from, up: false) ?? (_isLive ? end - Clock.MinutesPerDay : FirstMinute ?? end);
        return new MinuteRange(Math.Min(start, end), end);
    }

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b ?? a : a;

    private static long? Later(long? a, long? b) => a is null || b > a ? b ?? a : a;

    private static long? Minute(DateTimeOffset? time, bool up) => time is not { } at ? null : up ? Clock.MinuteFrom(at) : Clock.MinuteOf(at);
}
