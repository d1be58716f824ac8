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

    /// <summary>Answers one panel.</summary>
    /// <param name="panelId">The identifier, for example <c>access-logs-overview/total-requests</c>.</param>
    /// <param name="query">Range and filters. Default: see <see cref="PanelQuery"/>.</param>
    /// <exception cref="ArgumentException">There is no such panel, or its dashboard lacks a filter of the query.</exception>
    public PanelData GetPanel(string panelId, PanelQuery? query = null)
    {
        ArgumentNullException.ThrowIfNull(panelId);
        PanelDefinition? ofMetrics = MetricPanelOf(panelId, out DashboardDefinition? dashboard);
        query ??= PanelQuery.Default;
        if (ofMetrics is not null)
        {
            lock (_answerLock)
            {
                return Answer(dashboard! with { Panels = [ofMetrics] }, query, Look(query)).Panels[0];
            }
        }

        PanelPlan panel = PlanOf(panelId);
        lock (_answerLock)
        {
            Moment moment = Look(query);
            AnalyticsStore store = StoreOf(panel.Dashboard);
            return Answer(panel, store.AnswererFor(panel.Dashboard, query, moment.Range, moment.Views[store]), query, moment);
        }
    }

    /// <summary>Answers all panels of a dashboard.</summary>
    /// <param name="dashboardId">The identifier, for example <c>access-logs-overview</c>.</param>
    /// <param name="query">Range and filters. Default: see <see cref="PanelQuery"/>.</param>
    /// <exception cref="ArgumentException">There is no such dashboard, or it lacks a filter of the query.</exception>
    public DashboardData GetDashboard(string dashboardId, PanelQuery? query = null)
    {
        ArgumentNullException.ThrowIfNull(dashboardId);
        query = (query ?? PanelQuery.Default) with { Dashboards = [dashboardId], Panels = [] };
        return GetAnswer(query).Dashboards[0];
    }

    /// <summary>Answers dashboards, with what was read.</summary>
    /// <param name="query">Range, filters, dashboards and panels. Default: everything.</param>
    /// <exception cref="ArgumentException">The query names a dashboard, panel or filter that does not exist.</exception>
    public AnalyticsAnswer GetAnswer(PanelQuery? query = null)
    {
        query ??= PanelQuery.Default;
        ImmutableArray<DashboardDefinition> dashboards = Chosen(query);
        lock (_answerLock)
        {
            Moment moment = Look(query);
            return new AnalyticsAnswer
            {
                GeneratedAt = _clock.GetUtcNow(),
                Range = moment.Range.ToTimeRange(),
                Filters = _filterTexts.SetItems(query.Filters),
                Ingestion = moment.Report,
                Dashboards = [.. dashboards.Select(dashboard => Answer(dashboard, query, moment))],
                Monitors = query.Monitors ? TimelineOf(query, moment) : null,
            };
        }
    }

    /// <summary>What a question is answered from, all of the same moment.</summary>
    private Moment Look(PanelQuery query)
    {
        lock (_lock)
        {
            _stores.ShareAnswerLimit();
            return new Moment(
                _stores.All.ToDictionary(store => store, store => store.View()),
                _stores.Metrics is { IsEmpty: false } metrics ? metrics : null,
                _stores.RangeOf(query, _from, _to),
                _tally.Report(),
                _stores.Metrics?.FirstMinute);
        }
    }

    private DashboardData Answer(DashboardDefinition dashboard, PanelQuery query, Moment moment)
    {
        if (dashboard.Source == RecordSource.Metrics)
        {
            AnalyticsStore.CheckFilters(dashboard, query);
            if (moment.Metrics is null)
            {
                return AnswerFrom(new MetricStore([]));
            }

            lock (_lock)
            {
                return AnswerFrom(moment.Metrics);
            }
        }

        AnalyticsStore store = StoreOf(dashboard);
        PanelAnswerer answerer = store.AnswererFor(dashboard, query, moment.Range, moment.Views[store]);
        return new DashboardData
        {
            Id = dashboard.Id,
            Title = dashboard.Title,
            Panels = [.. dashboard.Panels.Select(panel => Answer(store.Plan.Panels[panel.Id], answerer, query, moment))],
        };

        DashboardData AnswerFrom(MetricStore metrics)
        {
            MetricAnswerer answerer = _stores.AnswererFor(query, moment.Range, moment.Views, metrics);
            return new DashboardData { Id = dashboard.Id, Title = dashboard.Title, Panels = [.. dashboard.Panels.Select(answerer.Answer)] };
        }
    }

    private PanelData Answer(PanelPlan panel, PanelAnswerer answerer, PanelQuery query, Moment moment) =>
        panel.Definition.Counterpart is null ? answerer.Answer(panel) : AnswerCombined(panel.Definition, query, moment);

    /// <summary>The dashboards that a query asks for, each with the panels that it asks for.</summary>
    private ImmutableArray<DashboardDefinition> Chosen(PanelQuery query)
    {
        foreach (string id in query.Dashboards)
        {
            if (Dashboards.All(dashboard => dashboard.Id != id))
            {
                throw new ArgumentException($"There is no dashboard '{id}'.", nameof(query));
            }
        }

        foreach (string id in query.Panels)
        {
            if (MetricPanelOf(id, out _) is null)
            {
                PlanOf(id);
            }
        }

        return
        [
            .. Dashboards
                .Where(dashboard => query.Dashboards.IsEmpty || query.Dashboards.Contains(dashboard.Id))
                .Select(dashboard => query.Panels.IsEmpty
                    ? dashboard
                    : dashboard with { Panels = [.. dashboard.Panels.Where(panel => query.Panels.Contains(panel.Id))] })
                .Where(dashboard => query.Panels.IsEmpty || dashboard.Panels.Length > 0),
        ];
    }

    private AnalyticsStore StoreOf(DashboardDefinition dashboard) =>
        _storeOf.First(store => store is not null && store.Plan.Dashboards.Any(known => known.Id == dashboard.Id))!;

    private PanelDefinition? MetricPanelOf(string panelId, out DashboardDefinition? dashboard)
    {
        foreach (DashboardDefinition known in Dashboards)
        {
            if (known.Source == RecordSource.Metrics && known.Panels.FirstOrDefault(panel => panel.Id == panelId) is { } found)
            {
                dashboard = known;
                return found;
            }
        }

        dashboard = null;
        return null;
    }

    private PanelPlan PlanOf(string panelId)
    {
        foreach (AnalyticsStore store in _stores.All)
        {
            if (store.Plan.Panels.TryGetValue(panelId, out PanelPlan? panel))
            {
                return panel;
            }
        }

        throw new ArgumentException($"There is no panel '{panelId}'.", nameof(panelId));
    }

    private RecordOrigin OriginOf(IngestionSource description) => new()
    {
        Account = Encoding.UTF8.GetBytes(description.Account ?? _reader.Account ?? ""),
        Region = Encoding.UTF8.GetBytes(description.Region ?? _reader.Region ?? ""),
    };

    /// <summary>What a question is answered from.</summary>
    /// <param name="Views">The states of each store.</param>
    /// <param name="Metrics">The datapoints, which are changed meanwhile unless the states are locked; null where there are none.</param>
    /// <param name="Range">The range asked for.</param>
    /// <param name="Report">What was read.</param>
    /// <param name="FirstDatapoint">The minute of the oldest datapoint; null without any.</param>
    private sealed record Moment(
        Dictionary<AnalyticsStore, TimelineView> Views, MetricStore? Metrics, MinuteRange Range, IngestionReport Report, long? FirstDatapoint);
}
