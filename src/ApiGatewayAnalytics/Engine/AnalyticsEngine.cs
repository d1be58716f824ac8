using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <summary>
/// Reads telemetry and answers panels. Every call that reads has a shard of its own, which it fills without a lock and hands over
/// from time to time; questions are answered from what was handed over, at the latest a second after it was read in
/// <see cref="EngineMode.Live"/> and when a call has ended. Thread-safe: feed it from several threads while querying it.
/// </summary>
public sealed partial class AnalyticsEngine
{
    /// <summary>Guards the states and counts; held for moments only.</summary>
    private readonly object _lock = new();

    /// <summary>Guards what is remembered of answers, and is held while one is computed. Taken before the other lock.</summary>
    private readonly object _answerLock = new();
    private readonly ConcurrentBag<Shard?[]> _idleShards = [];
    private readonly TimeProvider _clock;
    private readonly EngineMode _mode;
    private readonly AccessLogReaderOptions _reader;
    private readonly ImmutableSortedDictionary<string, string> _filterTexts;
    private readonly DateTimeOffset? _from;
    private readonly DateTimeOffset? _to;
    private readonly long _shardLimit;
    private readonly bool _overlapsCounting;
    private readonly IGeoLocator? _locator;
    private readonly IThreatList? _threats;
    private readonly ApiNameBook _apiNames;
    private readonly TelemetrySources _sources;
    private readonly AnalyticsStores _stores;

    /// <summary>The store of each source; null for one that no dashboard reads.</summary>
    private readonly AnalyticsStore?[] _storeOf;
    private readonly ImmutableArray<RecordFilter>[] _filtersOf;
    private readonly MetricFilter _metricFilter;
    private readonly IngestionTally _tally;
    private readonly EventIdFilter _eventIds = new();
    private readonly SourceFilter _files = new();
    private long _revision;
    private string _namesRevised = "";

    /// <summary>Creates an engine.</summary>
    /// <param name="options">What it reads, keeps and answers; later changes have no effect.</param>
    /// <param name="timeProvider">The only clock that it looks at. Default: the system's.</param>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all of them.</exception>
    public AnalyticsEngine(AnalyticsOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] mistakes = [.. options.Mistakes()];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException($"{nameof(AnalyticsOptions)}: {string.Join(' ', mistakes)}", nameof(options));
        }

        _clock = timeProvider ?? TimeProvider.System;
        _mode = options.Mode;
        _reader = options.Reader;
        _locator = options.GeoLocator;
        _threats = options.ThreatList;
        _apiNames = new ApiNameBook(options.ApiNames, options.ApiNameResolver);
        _from = options.From is { } from ? Clock.TimeOf(Clock.MinuteOf(from)) : null;
        _to = options.To is { } to ? Clock.TimeOf(Clock.MinuteFrom(to)) : null;
        _filterTexts = options.RecordFilters.ToImmutableSortedDictionary(StringComparer.Ordinal);
        _shardLimit = options.MemoryLimit / 4;
        _overlapsCounting = options.OverlapsCounting;
        Dashboards = [.. options.Dashboards];
        bool isLive = _mode == EngineMode.Live;
        MonitorDefinition[] monitors = [.. options.Monitors];
        PanelDefinition[] panels = [.. Dashboards.SelectMany(dashboard => dashboard.Panels)];
        bool showsMetrics = Dashboards.IsEmpty || Dashboards.Any(dashboard => dashboard.Source == RecordSource.Metrics);
        bool derivesMetrics = showsMetrics && options.DerivesMetrics;
        int[] percentages =
        [
            .. panels.Where(panel => panel.Source == RecordSource.Metrics && panel.Measure.Kind == MeasureKind.Percentiles)
                .SelectMany(panel => panel.Measure.Percentiles)
                .Concat(monitors.Where(IsOfMetrics).Select(monitor => monitor.Signal.Percentile).Where(percentile => percentile > 0))
                .Distinct()
                .Order(),
        ];
        _metricFilter = new MetricFilter(options.RecordFilters, _apiNames.Find);
        _sources = new TelemetrySources(options, _clock, _apiNames);
        _stores = new AnalyticsStores(options.Retention, options.MemoryLimit, isLive, _clock, _apiNames);
        _storeOf = new AnalyticsStore?[_sources.All.Length];
        _filtersOf = new ImmutableArray<RecordFilter>[_sources.All.Length];
        for (int i = 0; i < _storeOf.Length; i++)
        {
            TelemetrySource source = _sources.All[i];
            _filtersOf[i] = [.. options.RecordFilters.Select(filter => new RecordFilter(filter.Key, filter.Value, source.Schema, _apiNames.Find))];
            HiddenPanels? hidden = HiddenPanels.Of(source.Kind, source.Schema, monitors, panels);
            if (source.Kind == RecordSource.Metrics)
            {
                bool isAsked = showsMetrics || monitors.Any(IsOfMetrics) || panels.Any(panel => panel.Counterpart?.Source == RecordSource.Metrics);
                _stores.Metrics = isAsked ? new MetricStore(percentages) : null;
            }
            else if (Dashboards.IsEmpty || hidden is not null || Dashboards.Any(dashboard => dashboard.Source == source.Kind)
                || (derivesMetrics && source.Kind == RecordSource.AccessLog))
            {
                _storeOf[i] = _stores.Add(PlanCompiler.Compile(
                    [.. Dashboards.Where(dashboard => dashboard.Source == source.Kind)],
                    source.Schema,
                    isSliced: isLive,
                    isLive ? Clock.MinutesPerHour : Clock.MinutesPerDay,
                    options.RecordFilters.Keys.Select(field => RecordFilter.FieldOf(field, source.Schema))
                        .Concat(source.Observed.Select(field => field.Name)),
                    hidden,
                    derivesMetrics: derivesMetrics && source.Kind == RecordSource.AccessLog));
            }
        }

        _tally = new IngestionTally(_sources.Fields);
        Monitors = new AnalyticsMonitors([.. monitors], isLive, options.MonitorGrace, _clock, NameOf, ReadMonitors);

        static bool IsOfMetrics(MonitorDefinition monitor) => !monitor.Signal.Metrics.IsEmpty;
    }

    /// <summary>The dashboards that it answers.</summary>
    public ImmutableArray<DashboardDefinition> Dashboards { get; }

    /// <summary>The memory of the states that were handed over and of what is remembered of answers, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _stores.Bytes + AnswerBytes;
            }
        }
    }

    /// <summary>The memory of what is remembered of answers, in bytes.</summary>
    internal long AnswerBytes => _stores.AnswerBytes;

    /// <summary>Forgets earlier answers; for tests and benchmarks, since no answer depends on it.</summary>
    internal void ForgetAnswers()
    {
        lock (_answerLock)
        {
            foreach (AnalyticsStore store in _stores.All)
            {
                store.Answers.Clear();
            }
        }
    }

    /// <summary>What became of everything that was read so far.</summary>
    public IngestionReport Ingestion
    {
        get
        {
            lock (_lock)
            {
                return _tally.Report();
            }
        }
    }

    /// <summary>
    /// Grows whenever an answer may have changed because something was read, loaded or named; what time alone changes (a range that
    /// moves on with the clock, retention) is not told. Cheap to ask.
    /// </summary>
    public long Revision
    {
        get
        {
            lock (_lock)
            {
                if (_apiNames.Version is var names && names != _namesRevised)
                {
                    _namesRevised = names;
                    _revision++;
                }

                return _revision;
            }
        }
    }

    /// <summary>From the minute of the oldest record or datapoint that is kept to the end of the newest one's; null without any.</summary>
    public TimeRange? Extent
    {
        get
        {
            lock (_lock)
            {
                return _stores is { FirstMinute: { } first, LastMinute: { } last } ? new MinuteRange(first, last + 1).ToTimeRange() : null;
            }
        }
    }

    private RecordOrigin OriginOf(IngestionSource description) => new()
    {
        Account = Encoding.UTF8.GetBytes(description.Account ?? _reader.Account ?? ""),
        Region = Encoding.UTF8.GetBytes(description.Region ?? _reader.Region ?? ""),
    };
}
