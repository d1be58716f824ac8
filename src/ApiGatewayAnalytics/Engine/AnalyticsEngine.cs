using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;

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
    private readonly ConcurrentBag<SourceShard?[]> _idleShards = [];
    private readonly TimeProvider _clock;
    private readonly EngineMode _mode;
    private readonly AccessLogReaderOptions _reader;
    private readonly ImmutableSortedDictionary<string, string> _filterTexts;
    private readonly DateTimeOffset? _from;
    private readonly DateTimeOffset? _to;
    private readonly Retention _retention;
    private readonly long _shardLimit;
    private readonly bool _overlapsCounting;
    private readonly ApiNameBook _apiNames;
    private readonly TelemetrySources _sources;
    private readonly AnalyticsStores _stores;
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
        _apiNames = new ApiNameBook(options.ApiNames, options.ApiNameResolver);
        var demand = new SourceDemand(options, _apiNames);
        (_from, _to, _filterTexts) = (demand.From, demand.To, demand.Filters);
        _retention = options.Retention;
        _shardLimit = options.MemoryLimit / 4;
        _overlapsCounting = options.OverlapsCounting;
        Dashboards = demand.Dashboards;
        _sources = new TelemetrySources(options, _clock, _apiNames);
        _stores = new AnalyticsStores(options.Retention, options.MemoryLimit, demand.IsLive, _clock, _apiNames);
        foreach (TelemetrySource source in _sources.All)
        {
            source.Open(demand, _stores);
        }

        _tally = new IngestionTally(_sources.Fields);
        Monitors = new AnalyticsMonitors(demand.Monitors, demand.IsLive, options.MonitorGrace, _clock, NameOf, ReadMonitors);
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

            _stores.Judgements.Clear();
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
