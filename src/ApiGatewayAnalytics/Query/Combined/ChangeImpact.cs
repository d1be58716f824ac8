using System.Collections.Immutable;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// Answers a panel that holds changes of APIs against what access logs say before and after: a row per change, or lines of the APIs that
/// were changed with how often that was. Fed part by part of the range; used for one question.
/// </summary>
/// <param name="panel">The panel.</param>
/// <param name="range">The minutes that changes are known of.</param>
/// <param name="changes">The changes.</param>
/// <param name="nameOf">The name of an API by its identifier; null where none is known.</param>
internal sealed class ChangeImpact(PanelDefinition panel, MinuteRange range, IReadOnlyCollection<Change> changes, Func<string, string?> nameOf)
{
    private const string Changes = "changes";

    private readonly Counterpart _counterpart = panel.Counterpart!;
    private readonly List<PanelValue[]> _rows = [];
    private readonly Dictionary<(Line Line, Figure Figure), List<PanelPoint>> _points = [];
    private readonly int _minutes = panel.Interval?.MinutesFor(range.To - range.From) ?? Clock.MinutesPerDay;
    private readonly ImmutableArray<Line> _lines = panel.Interval is null ? [] :
    [
        .. changes.GroupBy(change => CombinedTable.KeyOf(panel, change.Subject, nameOf), KeyEquality.Instance)
            .OrderByDescending(line => line.Sum(change => change.Count))
            .ThenBy(line => line.Key, CombinedTable.KeyOrder)
            .Take(panel.Limit ?? int.MaxValue)
            .OrderBy(line => line.Key, CombinedTable.KeyOrder)
            .Select(line => new Line(line.Key, [.. line], [.. line.Select(change => change.Subject).Distinct()])),
    ];

    /// <summary>The minutes before and after a part of the range that must be read with it.</summary>
    public int Margin => panel.Interval is null ? (int)_counterpart.Window.TotalMinutes : 0;

    /// <summary>What the panel's columns are called.</summary>
    public static ImmutableArray<string> ColumnsOf(PanelDefinition panel)
    {
        IEnumerable<string> keys = panel.By.Select(field => field.Name);
        return panel.Interval is null
            ? ["time", .. keys, "eventName", "count", .. CombinedKeys.ColumnsOf(panel.Counterpart!, isTrend: false)]
            : [.. keys, "measure"];
    }

    /// <summary>Looks at a part of the range, which is a day or less.</summary>
    /// <param name="part">The minutes.</param>
    /// <param name="logs">What access logs say of them and of <see cref="Margin"/> around them.</param>
    public void Add(MinuteRange part, SignalReading logs)
    {
        if (panel.Interval is null)
        {
            foreach (Change change in changes.Where(change => change.Minute >= part.From && change.Minute < part.To))
            {
                AddRow(change, logs);
            }

            return;
        }

        foreach (Line line in _lines)
        {
            MonitorSubject[] subjects = [.. logs.Subjects.Where(logged => line.Subjects.Any(subject => SubjectMatch.IsOfEvent(logged, subject, nameOf)))];
            for (long bucket = Clock.Floor(part.From, _minutes); bucket < part.To; bucket += _minutes)
            {
                var window = new MinuteRange(Math.Max(part.From, bucket), Math.Min(part.To, bucket + _minutes));
                foreach (Figure figure in _counterpart.Figures)
                {
                    if (ValueOf(figure, subjects, window, logs) is { } value && (figure != Figure.Requests || value > 0))
                    {
                        PointsOf(line, figure).Add(new PanelPoint(Clock.TimeOf(bucket), value));
                    }
                }
            }
        }
    }

    public PanelData Answer()
    {
        ImmutableArray<string> columns = ColumnsOf(panel);
        if (panel.Interval is null)
        {
            return CombinedTable.RowsOf(panel, range, columns, _rows);
        }

        var series = new List<PanelSeries>();
        foreach (Line line in _lines)
        {
            series.Add(new PanelSeries
            {
                Key = [.. line.Key, Changes],
                Points =
                [
                    .. line.Changes.GroupBy(change => Clock.Floor(change.Minute, _minutes)).OrderBy(bucket => bucket.Key)
                        .Select(bucket => new PanelPoint(Clock.TimeOf(bucket.Key), bucket.Sum(change => change.Count))),
                ],
            });
            foreach (Figure figure in _counterpart.Figures.Where(figure => PointsOf(line, figure).Count > 0))
            {
                series.Add(new PanelSeries { Key = [.. line.Key, CombinedKeys.NameOf(figure)], Points = [.. PointsOf(line, figure)] });
            }
        }

        return CombinedTable.SeriesOf(panel, range, _minutes, columns, series);
    }

    private void AddRow(Change change, SignalReading logs)
    {
        int minutes = (int)_counterpart.Window.TotalMinutes;
        var before = new MinuteRange(change.Minute - minutes, change.Minute);
        var after = new MinuteRange(change.Minute + 1, change.Minute + 1 + minutes);
        MonitorSubject[] subjects = [.. logs.Subjects.Where(logged => SubjectMatch.IsOfEvent(logged, change.Subject, nameOf))];
        _rows.Add(
        [
            PanelValue.Of(UtcTimeConverter.Text(Clock.TimeOf(change.Minute))),
            .. CombinedTable.KeyOf(panel, change.Subject, nameOf).Select(PanelValue.Of),
            PanelValue.Of(change.Name),
            PanelValue.Of(change.Count),
            .. _counterpart.Figures.SelectMany(figure => new[] { before, after }.Select(window => PanelValue.Of(ValueOf(figure, subjects, window, logs)))),
        ]);
    }

    /// <summary>A figure over a window; null where there is nothing to tell it by, or only steps wider than a minute are kept.</summary>
    private static double? ValueOf(Figure figure, MonitorSubject[] subjects, MinuteRange window, SignalReading logs)
    {
        if (logs.Coarse.AsSpan((int)(window.From - logs.Axis.Start), (int)(window.To - window.From)).Contains(true))
        {
            return null;
        }

        return figure switch
        {
            Figure.Requests => subjects.Sum(subject => logs.Requests(subject, window)),
            Figure.ErrorRate => logs.Judge(0, subjects, window, double.NaN).Value,
            _ => logs.Judge(1, subjects, window, double.NaN).Value,
        };
    }

    private List<PanelPoint> PointsOf(Line line, Figure figure)
    {
        if (!_points.TryGetValue((line, figure), out List<PanelPoint>? points))
        {
            _points.Add((line, figure), points = []);
        }

        return points;
    }

    /// <summary>The changes that share the keys of a panel.</summary>
    private sealed record Line(string?[] Key, ImmutableArray<Change> Changes, ImmutableArray<MonitorSubject> Subjects);

    private sealed class KeyEquality : IEqualityComparer<string?[]>
    {
        public static KeyEquality Instance { get; } = new();

        public bool Equals(string?[]? x, string?[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(string?[] key) => string.Join('\n', key).GetHashCode(StringComparison.Ordinal);
    }
}
