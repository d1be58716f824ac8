using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The datapoints that monitors are judged by: those of one minute in the scope of a stage, by API and stage, of a range. Longer periods
/// cannot be told apart by minute and are left out. Shares nothing with the store. Not thread-safe.
/// </summary>
internal sealed class MonitorMetrics
{
    private const int MinutePeriod = 60;

    private static readonly int[] s_requests = [ApiMetric.Find("Count"), ApiMetric.Find("ConnectCount"), ApiMetric.Find("MessageCount")];

    private readonly Dictionary<int, Stage> _stages = [];
    private readonly Dictionary<MonitorSubject, List<Stage>> _bySubject = [];
    private readonly MinuteRange _range;
    private readonly List<MinuteRange> _coarse = [];
    private readonly int[] _percentages;

    /// <param name="monitors">The rules.</param>
    /// <param name="store">The datapoints.</param>
    /// <param name="filter">Which of them count.</param>
    /// <param name="range">The minutes.</param>
    public MonitorMetrics(ImmutableArray<MonitorDefinition> monitors, MetricStore store, MetricFilter filter, MinuteRange range)
    {
        _range = range;
        _percentages = [.. store.Percentages];
        int[] metrics = [.. monitors.SelectMany(monitor => monitor.Signal.Metrics).Select(ApiMetric.Find).Concat(s_requests).Distinct()];
        foreach (MetricDay day in store.Days.Where(day => day.FirstMinute < range.To && day.LastMinute >= range.From))
        {
            if (day.Width > 1)
            {
                _coarse.Add(new MinuteRange(Math.Max(range.From, day.FirstMinute), Math.Min(range.To, day.LastMinute + 1)));
                continue;
            }

            foreach (int metric in metrics)
            {
                Read(store, day, metric, filter);
            }
        }

        foreach (Stage stage in _stages.Values)
        {
            stage.Sort();
        }
    }

    /// <summary>Whose datapoints were found.</summary>
    public IEnumerable<MonitorSubject> Subjects => _bySubject.Keys;

    /// <summary>Marks the minutes that are only known together with others.</summary>
    public void MarkCoarse(Span<bool> coarse)
    {
        foreach (MinuteRange range in _coarse)
        {
            coarse[(int)(range.From - _range.From)..(int)(range.To - _range.From)].Fill(true);
        }
    }

    /// <summary>
    /// Gives datapoints to whose access logs they belong, see <see cref="SubjectMatch"/>. Others are subjects of their own.
    /// </summary>
    /// <param name="logged">Whose access logs there are or were.</param>
    /// <param name="nameOf">The name of an API by its identifier.</param>
    public void Match(IEnumerable<MonitorSubject> logged, Func<string, string?> nameOf)
    {
        ILookup<(string, string?), MonitorSubject> known = logged
            .Distinct()
            .Order(MonitorSubject.Order)
            .SelectMany(subject => SubjectMatch.KeysOf(subject, nameOf).Select(key => (Key: key, Subject: subject)))
            .ToLookup(entry => (entry.Key, entry.Subject.Stage), entry => entry.Subject);
        foreach (Stage stage in _stages.Values)
        {
            MonitorSubject own = stage.Subject;
            MonitorSubject subject = known[(SubjectMatch.KeyOf(own), own.Stage)].FirstOrDefault(one => SubjectMatch.AreOfOneAccount(one, own)) ?? own;
            if (!_bySubject.TryGetValue(subject, out List<Stage>? stages))
            {
                _bySubject.Add(subject, stages = []);
            }

            stages.Add(stage);
        }
    }

    /// <summary>The first and the last minute of a subject's datapoints.</summary>
    public (long First, long Last)? Seen(MonitorSubject subject) =>
        _bySubject.TryGetValue(subject, out List<Stage>? stages) ? (stages.Min(stage => stage.First), stages.Max(stage => stage.Last)) : null;

    /// <summary>Whether a subject has a datapoint in a range.</summary>
    public bool Has(MonitorSubject subject, MinuteRange range) =>
        _bySubject.TryGetValue(subject, out List<Stage>? stages) && stages.Any(stage => stage.Has(range));

    /// <summary>The value of a signal over a window; null where there is nothing to judge by.</summary>
    public (double? Value, long Requests) Judge(MonitorSignal signal, MonitorSubject subject, MinuteRange window)
    {
        Point[] counted = [.. Points(subject, signal.Metrics.Select(ApiMetric.Find), window)];
        switch (signal.Kind)
        {
            case MonitorSignalKind.Count:
                double count = counted.Sum(point => point.Sum);
                return (count, (long)count);
            case MonitorSignalKind.Rate:
                double requests = Points(subject, s_requests, window).Sum(point => point.Sum);
                return (requests > 0 ? counted.Sum(point => point.Sum) * 100 / requests : null, (long)requests);
            default:
                var percentiles = new MetricPercentiles([signal.Percentile]);
                int number = Array.IndexOf(_percentages, signal.Percentile);
                foreach (Point point in counted)
                {
                    percentiles.Add(point.Count, point.Sum);
                    if (point.Ranked.Length > 0)
                    {
                        percentiles.AddStatistic(0, point.Ranked[number * 2], point.Ranked[(number * 2) + 1]);
                    }
                }

                return (percentiles.Value(0, out _), (long)percentiles.Count);
        }
    }

    private IEnumerable<Point> Points(MonitorSubject subject, IEnumerable<int> metrics, MinuteRange window) =>
        from stage in _bySubject[subject]
        from metric in metrics
        from point in stage.PointsOf(metric, window)
        select point;

    private void Read(MetricStore store, MetricDay day, int metric, MetricFilter filter)
    {
        foreach (int point in day.PointsOf(store.Series, metric, MetricScope.Stage))
        {
            long minute = day.MinuteOf(point);
            int series = day.SeriesOf(point);
            if (minute < _range.From || minute >= _range.To || day.PeriodOf(point) != MinutePeriod || (filter.IsFiltered && !filter.Passes(store.Series, series)))
            {
                continue;
            }

            int entity = store.Series.EntitiesOf(series).Stage;
            if (!_stages.TryGetValue(entity, out Stage? stage))
            {
                _stages.Add(entity, stage = new Stage(new MonitorSubject(
                    Text(MetricPart.Account), Text(MetricPart.Region), Text(MetricPart.ApiId), Text(MetricPart.Stage), Text(MetricPart.ApiName))));
            }

            MetricPoint said = day[point];
            stage.Add(metric, new Point(minute, said.Count, said.Sum, day.Percentiles(point).ToArray()));

            string? Text(MetricPart part) => store.Series.Text(series, part) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;
        }
    }

    /// <summary>What a datapoint says of a minute.</summary>
    private readonly record struct Point(long Minute, double Count, double Sum, double[] Ranked);

    /// <summary>The datapoints of one API and stage, by metric and minute.</summary>
    private sealed class Stage(MonitorSubject subject)
    {
        private readonly Dictionary<int, List<Point>> _points = [];

        public MonitorSubject Subject => subject;

        public long First { get; private set; } = long.MaxValue;

        public long Last { get; private set; } = long.MinValue;

        public void Add(int metric, Point point)
        {
            if (!_points.TryGetValue(metric, out List<Point>? points))
            {
                _points.Add(metric, points = []);
            }

            points.Add(point);
            (First, Last) = (Math.Min(First, point.Minute), Math.Max(Last, point.Minute));
        }

        public void Sort()
        {
            foreach (List<Point> points in _points.Values)
            {
                points.Sort((a, b) => a.Minute.CompareTo(b.Minute));
            }
        }

        public bool Has(MinuteRange range) => _points.Keys.Any(metric => PointsOf(metric, range).Any());

        public IEnumerable<Point> PointsOf(int metric, MinuteRange range)
        {
            if (!_points.TryGetValue(metric, out List<Point>? points))
            {
                yield break;
            }

            int from = 0;
            int to = points.Count;
            while (from < to)
            {
                int middle = (from + to) / 2;
                (from, to) = points[middle].Minute < range.From ? (middle + 1, to) : (from, middle);
            }

            for (; from < points.Count && points[from].Minute < range.To; from++)
            {
                yield return points[from];
            }
        }
    }
}
