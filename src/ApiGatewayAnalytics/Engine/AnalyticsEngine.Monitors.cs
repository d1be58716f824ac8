using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <content>Monitors: judged as time goes by, or afterwards over a range.</content>
public sealed partial class AnalyticsEngine
{
    private const long NumbersAtOnce = 500L * Clock.MinutesPerDay;

    /// <summary>Minutes that are judged together, the first number that is not too much at once.</summary>
    private static readonly int[] s_stretches = [4 * Clock.MinutesPerHour, 2 * Clock.MinutesPerHour, Clock.MinutesPerHour];

    /// <summary>The alert rules of <see cref="AnalyticsOptions.Monitors"/>, to be watched while the engine is fed.</summary>
    public AnalyticsMonitors Monitors { get; }

    /// <summary>
    /// What the monitors would have said over a range, judging the end of each of its minutes with everything that was read.
    /// <see cref="Monitors"/> does not change.
    /// </summary>
    /// <param name="query">Range and filters. Default: see <see cref="PanelQuery"/>.</param>
    /// <exception cref="ArgumentException">The query filters by what does not tell whose API a record belongs to.</exception>
    /// <exception cref="InvalidOperationException">There are no monitors.</exception>
    public MonitorTimeline GetMonitorTimeline(PanelQuery? query = null)
    {
        query ??= PanelQuery.Default;
        lock (_answerLock)
        {
            return TimelineOf(query, Look(query));
        }
    }

    private MonitorTimeline TimelineOf(PanelQuery query, Moment moment)
    {
        if (Monitors.Definitions.IsEmpty)
        {
            throw new InvalidOperationException($"There are no monitors; add some to {nameof(AnalyticsOptions)}.{nameof(AnalyticsOptions.Monitors)}.");
        }

        AnalyticsStore store = StoreOf(RecordSource.AccessLog);
        store.CheckMonitorFilters(query);
        MonitorBook book = Monitors.CreateBook();
        var events = new List<MonitorEvent>();
        foreach ((MinuteRange ends, bool isWhole) in StretchesOf(moment, moment.Views[store], book))
        {
            book.Take(Judge(store, book, ends, isWhole, query, moment.Views[store]), events);
        }

        return new MonitorTimeline
        {
            Range = moment.Range.ToTimeRange(),
            Events = [.. events],
            SkippedMinutes = book.SkippedMinutes,
            Unwatched = book.Unwatched,
        };
    }

    /// <summary>
    /// The ends of the minutes of a range, in stretches that begin and end where the clock says, so that those of a range that moves on with it
    /// stay the same, and whether each does: the first and the last one are cut, and judged anew. Hence stretches are short, but long beside
    /// what is read before each.
    /// </summary>
    private static IEnumerable<(MinuteRange Ends, bool IsWhole)> StretchesOf(Moment moment, TimelineView view, MonitorBook book)
    {
        // Nothing can be said before the first record, however long a range is asked for.
        Segment[] segments = [.. view.Settled, .. view.Changing];
        MinuteRange range = moment.Range;
        long first = segments.Select(segment => segment.FirstMinute).Append(moment.FirstDatapoint ?? range.To).Append(range.To).Min();

        // What is read at once holds a number per minute and entity.
        long most = NumbersAtOnce / segments.Select(segment => segment.Entities.Count).Append(1).Max();
        int minutes = s_stretches.FirstOrDefault(stretch => stretch <= most, s_stretches[^1]);
        minutes = Math.Max(minutes, (int)Clock.Ceiling(book.Lookback, Clock.MinutesPerHour));
        for (long from = Math.Max(range.From, first); from < range.To;)
        {
            long start = Clock.Floor(from, minutes);
            long to = Math.Min(start + minutes, range.To);
            yield return (new MinuteRange(from + 1, to + 1), to == start + minutes && (from == start || from == first));
            from = to;
        }
    }

    /// <summary>What the rules say of a stretch; of one that was judged before only where something of it has changed.</summary>
    private JudgedMinutes Judge(AnalyticsStore store, MonitorBook book, MinuteRange ends, bool isWhole, PanelQuery query, TimelineView view)
    {
        MinuteRange needed = book.Needed(ends);
        QueryScope scope = store.HiddenScope(needed, query.Filters, view);
        string filters = string.Concat(query.Filters.Select(filter => $"{filter.Key.Length} {filter.Key} {filter.Value.Length} {filter.Value} "));
        MonitorMetrics? metrics;
        JudgementBasis basis;
        lock (_lock)
        {
            long[] datapoints = _stores.Metrics?.VersionsOf(needed.From, needed.To) ?? [];
            basis = new JudgementBasis(
                _apiNames.Version, [.. scope.Segments.Select(segment => segment.Id)], datapoints, datapoints.Length == 0 ? [] : [.. book.Logged]);
            if (_stores.Judgements.Find(filters, ends, basis) is { } known)
            {
                return known;
            }

            metrics = _stores.ReadMetrics(Monitors.Definitions, needed, query.Filters);
        }

        JudgedMinutes judged = book.Judge(ReadingOf(store, scope, metrics, book), ends);
        if (isWhole && _mode == EngineMode.Live)
        {
            _stores.Judgements.Add(filters, judged, basis);
        }

        return judged;
    }

    private string? NameOf(string? apiId) => apiId is null ? null : _apiNames.Find(apiId) ?? apiId;

    /// <summary>Reads minutes for the rules, as a query does.</summary>
    private MonitorReading ReadMonitors(MinuteRange range, MonitorBook book)
    {
        lock (_answerLock)
        {
            AnalyticsStore store = StoreOf(RecordSource.AccessLog);
            TimelineView view;
            MonitorMetrics? metrics;
            lock (_lock)
            {
                view = store.View();
                metrics = _stores.ReadMetrics(Monitors.Definitions, range, []);
            }

            return ReadingOf(store, store.HiddenScope(range, [], view), metrics, book);
        }
    }

    private MonitorReading ReadingOf(AnalyticsStore store, QueryScope scope, MonitorMetrics? metrics, MonitorBook book)
    {
        var logs = new SignalReading(store.Plan, scope, ..store.Plan.Hidden!.MonitorCount);
        return new MonitorReading(logs, metrics, book.Logged, _apiNames.Find);
    }
}
