using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The requests that datapoints of <c>Count</c> tell of each API or stage, by minute of a range. Those of longer periods cannot be told apart by
/// minute and are left out. Shares nothing with the store.
/// </summary>
internal sealed class RequestMinutes
{
    private const int MinutePeriod = 60;

    /// <summary>The metric that counts requests.</summary>
    public const string Metric = "Count";

    private static readonly int s_count = ApiMetric.Find(Metric);

    private readonly SortedDictionary<MonitorSubject, double[]> _requests = new(MonitorSubject.Order);

    /// <param name="store">The datapoints.</param>
    /// <param name="filter">Which of them count.</param>
    /// <param name="range">The minutes.</param>
    /// <param name="scope">Whose datapoints.</param>
    public RequestMinutes(MetricStore store, MetricFilter filter, MinuteRange range, MetricScope scope)
    {
        foreach ((MetricDay day, int point) in Points(store, filter, range, scope))
        {
            MonitorSubject subject = SubjectOf(store.Series, day.SeriesOf(point));
            if (!_requests.TryGetValue(subject, out double[]? requests))
            {
                _requests.Add(subject, requests = new double[range.To - range.From]);
            }

            requests[day.MinuteOf(point) - range.From] += day[point].Sum;
        }
    }

    /// <summary>The kinds of APIs that have it: those whose records are requests.</summary>
    public static ImmutableArray<ApiKind> Kinds { get; } = [ApiKind.Rest, ApiKind.Http];

    /// <summary>By API or stage, the requests of each minute.</summary>
    public IReadOnlyDictionary<MonitorSubject, double[]> BySubject => _requests;

    /// <summary>Whose requests are counted in a range.</summary>
    public static MonitorSubject[] Counted(MetricStore store, MetricFilter filter, MinuteRange range, MetricScope scope) =>
        [.. Points(store, filter, range, scope).Select(found => found.Day.SeriesOf(found.Point)).Distinct().Select(series => SubjectOf(store.Series, series)).Distinct()];

    /// <summary>From when on, within a range, everything is known by minute.</summary>
    public static long FineFrom(MetricStore store, MinuteRange range) =>
        store.Days.Where(day => day.Width > 1 && day.FirstMinute < range.To && day.LastMinute >= range.From)
            .Select(day => day.LastMinute + 1)
            .Append(range.From)
            .Max();

    private static IEnumerable<(MetricDay Day, int Point)> Points(MetricStore store, MetricFilter filter, MinuteRange range, MetricScope scope)
    {
        foreach (MetricDay day in store.Days.Where(day => day.Width == 1 && day.FirstMinute < range.To && day.LastMinute >= range.From))
        {
            foreach (int point in day.PointsOf(store.Series, s_count, scope).ToArray())
            {
                long minute = day.MinuteOf(point);
                if (minute >= range.From && minute < range.To && day.PeriodOf(point) == MinutePeriod && filter.Passes(store.Series, day.SeriesOf(point)))
                {
                    yield return (day, point);
                }
            }
        }
    }

    private static MonitorSubject SubjectOf(MetricSeriesTable table, int series)
    {
        return new MonitorSubject(
            Text(MetricPart.Account), Text(MetricPart.Region), Text(MetricPart.ApiId), Text(MetricPart.Stage), Text(MetricPart.ApiName));

        string? Text(MetricPart part) => table.Text(series, part) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;
    }
}
