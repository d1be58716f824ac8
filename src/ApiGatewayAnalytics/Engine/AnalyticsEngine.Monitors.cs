using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <content>Monitors: judged as time goes by, or afterwards over a range.</content>
public sealed partial class AnalyticsEngine
{
    private const long NumbersAtOnce = 500L * Clock.MinutesPerDay;

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
        TimelineView view = moment.Views[store];
        MinuteRange range = moment.Range;
        MonitorBook book = Monitors.CreateBook();
        var events = new List<MonitorEvent>();

        // Nothing can be said before the first record, however long a range is asked for.
        Segment[] segments = [.. view.Settled, .. view.Changing];
        long first = segments.Select(segment => segment.FirstMinute).Append(moment.FirstDatapoint ?? range.To).Append(range.To).Min();

        // What is read at once holds a number per minute and entity.
        int minutes = (int)Math.Clamp(NumbersAtOnce / segments.Select(segment => segment.Entities.Count).Append(1).Max(), Clock.MinutesPerHour, Clock.MinutesPerDay);
        for (long from = Math.Max(range.From, first); from < range.To; from += minutes)
        {
            var ends = new MinuteRange(from + 1, Math.Min(from + minutes, range.To) + 1);
            MonitorMetrics? metrics;
            lock (_lock)
            {
                metrics = _stores.ReadMetrics(Monitors.Definitions, book.Needed(ends), query.Filters);
            }

            book.Judge(ReadingOf(store, book.Needed(ends), query.Filters, view, metrics, book), ends, events);
        }

        return new MonitorTimeline
        {
            Range = range.ToTimeRange(),
            Events = [.. events],
            SkippedMinutes = book.SkippedMinutes,
            Unwatched = book.Unwatched,
        };
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

            return ReadingOf(store, range, [], view, metrics, book);
        }
    }

    private MonitorReading ReadingOf(
        AnalyticsStore store,
        MinuteRange range,
        IReadOnlyCollection<KeyValuePair<string, string>> filters,
        TimelineView view,
        MonitorMetrics? metrics,
        MonitorBook book)
    {
        var logs = new SignalReading(store.Plan, store.HiddenScope(range, filters, view), ..store.Plan.Hidden!.MonitorCount);
        return new MonitorReading(logs, metrics, book.Logged, _apiNames.Find);
    }
}
