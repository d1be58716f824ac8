using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// Answers a panel that holds the records of access logs against the requests that datapoints count, minute by minute, for every API or stage
/// that has such datapoints in the range. Fed part by part of the range; used for one question.
/// </summary>
internal sealed class Reconciliation
{
    private readonly PanelDefinition _panel;
    private readonly MinuteRange _range;
    private readonly Func<string, string?> _nameOf;
    private readonly MonitorSubject[] _counted;
    private readonly ILookup<(string, string?), MonitorSubject> _byKey;
    private readonly SortedDictionary<string?[], Sums> _sums = new(CombinedTable.KeyOrder);
    private readonly int _minutes;
    private readonly bool _isByStage;

    /// <param name="panel">The panel.</param>
    /// <param name="range">The minutes that both sources are known of.</param>
    /// <param name="counted">Whose requests are counted in the range.</param>
    /// <param name="nameOf">The name of an API by its identifier; null where none is known.</param>
    public Reconciliation(PanelDefinition panel, MinuteRange range, IEnumerable<MonitorSubject> counted, Func<string, string?> nameOf)
    {
        (_panel, _range, _nameOf) = (panel, range, nameOf);
        _isByStage = panel.Counterpart!.Scope == MetricScope.Stage;
        _minutes = panel.Interval?.MinutesFor(range.To - range.From) ?? Clock.MinutesPerDay;
        _counted = [.. counted.Order(MonitorSubject.Order)];
        _byKey = _counted.ToLookup(subject => (SubjectMatch.KeyOf(subject), subject.Stage));
    }

    /// <summary>What the panel's columns are called.</summary>
    public static ImmutableArray<string> ColumnsOf(PanelDefinition panel)
    {
        IEnumerable<string> keys = panel.By.Select(field => field.Name);
        return panel.Interval is null ? [.. keys, .. CombinedKeys.ColumnsOf(panel.Counterpart!, isTrend: false)]
            : panel.Counterpart!.Figures.Length > 1 ? [.. keys, "measure"]
            : [.. keys];
    }

    /// <summary>Compares a part of the range.</summary>
    /// <param name="part">The minutes.</param>
    /// <param name="requests">What datapoints count of them.</param>
    /// <param name="logs">The records of them.</param>
    public void Add(MinuteRange part, RequestMinutes requests, SignalReading logs)
    {
        var records = new Dictionary<MonitorSubject, long[]>();
        foreach (MonitorSubject logged in logs.Subjects)
        {
            if (CountedOf(logged) is { } counted)
            {
                if (!records.TryGetValue(counted, out long[]? minutes))
                {
                    records.Add(counted, minutes = new long[part.To - part.From]);
                }

                for (int i = 0; i < minutes.Length; i++)
                {
                    minutes[i] += logs.Requests(logged, new MinuteRange(part.From + i, part.From + i + 1));
                }
            }
        }

        foreach (MonitorSubject subject in _counted)
        {
            double[]? asked = requests.BySubject.GetValueOrDefault(subject);
            long[]? logged = records.GetValueOrDefault(subject);
            Sums sums = SumsOf(subject);
            for (long minute = part.From; minute < part.To; minute++)
            {
                sums.Add(Clock.Floor(minute, _minutes), asked?[minute - part.From] ?? 0, logged?[minute - part.From] ?? 0);
            }
        }
    }

    public PanelData Answer()
    {
        ImmutableArray<Figure> figures = _panel.Counterpart!.Figures;
        ImmutableArray<string> columns = ColumnsOf(_panel);
        if (_panel.Interval is not null)
        {
            return CombinedTable.SeriesOf(
                _panel,
                _range,
                _minutes,
                columns,
                from entry in Heaviest()
                from figure in figures
                let points = entry.Value.Points(figure)
                where points.Length > 0
                select new PanelSeries { Key = figures.Length > 1 ? [.. entry.Key, CombinedKeys.NameOf(figure)] : [.. entry.Key], Points = points });
        }

        if (_panel.By.IsEmpty)
        {
            return new ValueData(_panel, _range.ToTimeRange(), _sums.Values.Sum(sums => sums.Total(figures[0])));
        }

        var rows = _sums.Select(entry => (PanelValue[])
            [.. entry.Key.Select(PanelValue.Of), .. figures.Select(figure => PanelValue.Of(entry.Value.Total(figure)))]).ToList();
        return CombinedTable.RowsOf(_panel, _range, columns, rows);
    }

    /// <summary>The keys of a trend that is limited: those with the largest first figure.</summary>
    private IEnumerable<KeyValuePair<string?[], Sums>> Heaviest()
    {
        if (_panel.Limit is not { } limit)
        {
            return _sums;
        }

        Figure figure = _panel.Counterpart!.Figures[0];
        return _sums.OrderByDescending(entry => entry.Value.Total(figure)).Take(limit).OrderBy(entry => entry.Key, CombinedTable.KeyOrder);
    }

    private MonitorSubject? CountedOf(MonitorSubject logged)
    {
        foreach (string key in SubjectMatch.KeysOf(logged, _nameOf))
        {
            foreach (MonitorSubject counted in _byKey[(key, _isByStage ? logged.Stage : null)])
            {
                if (SubjectMatch.AreOfOneAccount(counted, logged))
                {
                    return counted;
                }
            }
        }

        return null;
    }

    private Sums SumsOf(MonitorSubject subject)
    {
        string?[] key = CombinedTable.KeyOf(_panel, subject, _nameOf);
        if (!_sums.TryGetValue(key, out Sums? sums))
        {
            _sums.Add(key, sums = new Sums());
        }

        return sums;
    }

    /// <summary>The figures of one row or line, by bucket.</summary>
    private sealed class Sums
    {
        private readonly SortedDictionary<long, double[]> _buckets = [];

        public void Add(long bucket, double requests, double records)
        {
            if (requests == 0 && records == 0)
            {
                return;
            }

            if (!_buckets.TryGetValue(bucket, out double[]? sums))
            {
                _buckets.Add(bucket, sums = new double[4]);
            }

            sums[(int)Figure.Requests] += requests;
            sums[(int)Figure.Records] += records;
            sums[(int)Figure.Missing] += Math.Max(0, requests - records);
            sums[(int)Figure.Surplus] += Math.Max(0, records - requests);
        }

        public double Total(Figure figure) => _buckets.Values.Sum(sums => sums[(int)figure]);

        /// <summary>The points of a line. What is missing or too much has none where it is 0.</summary>
        public ImmutableArray<PanelPoint> Points(Figure figure) =>
        [
            .. _buckets.Where(bucket => figure is Figure.Requests or Figure.Records || bucket.Value[(int)figure] > 0)
                .Select(bucket => new PanelPoint(Clock.TimeOf(bucket.Key), bucket.Value[(int)figure])),
        ];
    }
}
