using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
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
    private readonly ConcurrentBag<Shard> _idleShards = [];
    private readonly TimeProvider _clock;
    private readonly EngineMode _mode;
    private readonly AccessLogReaderOptions _reader;
    private readonly FrozenDictionary<string, string> _apiNames;
    private readonly ImmutableArray<RecordFilter> _filters;
    private readonly ImmutableSortedDictionary<string, string> _filterTexts;
    private readonly DateTimeOffset? _from;
    private readonly DateTimeOffset? _to;
    private readonly long _shardLimit;
    private readonly bool _overlapsCounting;
    private readonly AnalyticsStore _store;
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
        _apiNames = options.ApiNames.ToFrozenDictionary(StringComparer.Ordinal);
        _from = options.From is { } from ? Clock.TimeOf(Clock.MinuteOf(from)) : null;
        _to = options.To is { } to ? Clock.TimeOf(Clock.MinuteFrom(to)) : null;
        RecordSchema schema = AccessLogSchema.Create(_reader.CustomFields);
        _filters = [.. options.RecordFilters.Select(filter => new RecordFilter(filter.Key, filter.Value, schema, _apiNames))];
        _filterTexts = options.RecordFilters.ToImmutableSortedDictionary(StringComparer.Ordinal);
        _shardLimit = options.MemoryLimit / 4;
        _overlapsCounting = options.OverlapsCounting;
        bool isLive = _mode == EngineMode.Live;
        AggregationPlan plan = PlanCompiler.Compile(
            [.. options.Dashboards],
            schema,
            isSliced: isLive,
            isLive ? Clock.MinutesPerHour : Clock.MinutesPerDay,
            options.RecordFilters.Keys.Select(RecordFilter.FieldOf),
            [.. options.Monitors]);
        _store = new AnalyticsStore(plan, options.Retention, options.MemoryLimit, isLive, _clock, _apiNames);
        _tally = new IngestionTally(schema.Fields);
        Monitors = new AnalyticsMonitors([.. options.Monitors], isLive, options.MonitorGrace, _clock, NameOf, ReadMonitors);
    }

    /// <summary>The dashboards that it answers.</summary>
    public ImmutableArray<DashboardDefinition> Dashboards => _store.Plan.Dashboards;

    /// <summary>The memory of the states that were handed over and of what is remembered of answers, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _store.Bytes + AnswerBytes;
            }
        }
    }

    /// <summary>The memory of what is remembered of answers, in bytes.</summary>
    internal long AnswerBytes => _store.Answers.Bytes;

    /// <summary>Forgets earlier answers; for tests and benchmarks, since no answer depends on it.</summary>
    internal void ForgetAnswers()
    {
        lock (_answerLock)
        {
            _store.Answers.Clear();
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
        PanelPlan panel = PlanOf(panelId);
        query ??= PanelQuery.Default;
        lock (_answerLock)
        {
            (TimelineView view, MinuteRange range, _) = Look(query);
            return _store.AnswererFor(panel.Dashboard, query, range, view).Answer(panel);
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
            (TimelineView view, MinuteRange range, IngestionReport report) = Look(query);
            return new AnalyticsAnswer
            {
                GeneratedAt = _clock.GetUtcNow(),
                Range = range.ToTimeRange(),
                Filters = _filterTexts.SetItems(query.Filters),
                Ingestion = report,
                Dashboards = [.. dashboards.Select(dashboard => Answer(dashboard, query, range, view))],
                Monitors = query.Monitors ? TimelineOf(query, range, view) : null,
            };
        }
    }

    /// <summary>What a question is answered from, all of the same moment.</summary>
    private (TimelineView View, MinuteRange Range, IngestionReport Report) Look(PanelQuery query)
    {
        lock (_lock)
        {
            _store.Answers.Limit = _store.AnswerLimit;
            return (_store.View(), _store.RangeOf(query, _from, _to), _tally.Report());
        }
    }

    private DashboardData Answer(DashboardDefinition dashboard, PanelQuery query, MinuteRange range, TimelineView view)
    {
        PanelAnswerer answerer = _store.AnswererFor(dashboard, query, range, view);
        return new DashboardData
        {
            Id = dashboard.Id,
            Title = dashboard.Title,
            Panels = [.. dashboard.Panels.Select(panel => answerer.Answer(_store.Plan.Panels[panel.Id]))],
        };
    }

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
            PlanOf(id);
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

    private PanelPlan PlanOf(string panelId) =>
        _store.Plan.Panels.TryGetValue(panelId, out PanelPlan? panel)
            ? panel
            : throw new ArgumentException($"There is no panel '{panelId}'.", nameof(panelId));

    private RecordOrigin OriginOf(IngestionSource description) => new()
    {
        Account = Encoding.UTF8.GetBytes(description.Account ?? _reader.Account ?? ""),
        Region = Encoding.UTF8.GetBytes(description.Region ?? _reader.Region ?? ""),
    };
}
