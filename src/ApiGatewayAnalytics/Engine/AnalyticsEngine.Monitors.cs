using ApiGatewayAnalytics.Monitoring;
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
            (TimelineView view, MinuteRange range, _) = Look(query);
            return TimelineOf(query, range, view);
        }
    }

    private MonitorTimeline TimelineOf(PanelQuery query, MinuteRange range, TimelineView view)
    {
        if (Monitors.Definitions.IsEmpty)
        {
            throw new InvalidOperationException($"There are no monitors; add some to {nameof(AnalyticsOptions)}.{nameof(AnalyticsOptions.Monitors)}.");
        }

        _store.CheckMonitorFilters(query);
        MonitorBook book = Monitors.CreateBook();
        var events = new List<MonitorEvent>();

        // Nothing can be said before the first record, however long a range is asked for.
        Segment[] segments = [.. view.Settled, .. view.Changing];
        long first = segments.Select(segment => segment.FirstMinute).Append(range.To).Min();

        // What is read at once holds a number per minute and entity.
        int minutes = (int)Math.Clamp(NumbersAtOnce / segments.Select(segment => segment.Entities.Count).Append(1).Max(), Clock.MinutesPerHour, Clock.MinutesPerDay);
        for (long from = Math.Max(range.From, first); from < range.To; from += minutes)
        {
            var ends = new MinuteRange(from + 1, Math.Min(from + minutes, range.To) + 1);
            book.Judge(_store.ReadMonitors(book.Needed(ends), query.Filters, view), ends, events);
        }

        return new MonitorTimeline
        {
            Range = range.ToTimeRange(),
            Events = [.. events],
            SkippedMinutes = book.SkippedMinutes,
            Unwatched = book.Unwatched,
        };
    }

    private string? NameOf(string? apiId) => apiId is null ? null : _apiNames.GetValueOrDefault(apiId, apiId);

    /// <summary>Reads minutes for the rules, as a query does.</summary>
    private MonitorReading ReadMonitors(MinuteRange range)
    {
        lock (_answerLock)
        {
            TimelineView view;
            lock (_lock)
            {
                view = _store.View();
            }

            return _store.ReadMonitors(range, [], view);
        }
    }
}
