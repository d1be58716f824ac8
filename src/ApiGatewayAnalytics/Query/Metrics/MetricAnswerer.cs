using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// Answers the panels of a dashboard of metrics: from datapoints of CloudWatch, and from access logs where there are none. Used for one
/// question, then thrown away.
/// </summary>
/// <param name="metrics">The datapoints.</param>
/// <param name="logs">The access logs; null where none are kept.</param>
/// <param name="range">The range that was asked for.</param>
/// <param name="keptWidth">Minutes per step that are kept of a minute.</param>
internal sealed class MetricAnswerer(MetricSeriesReader metrics, LogMetrics? logs, MinuteRange range, Func<long, int> keptWidth)
{
    private bool? _hasMetrics;
    private bool? _hasLogs;

    public PanelData Answer(PanelDefinition panel)
    {
        _hasMetrics ??= metrics.HasData(range);
        _hasLogs ??= logs?.HasData(range) ?? false;
        string? reason = _hasLogs == true ? LogMetrics.WhyNot(panel) : null;
        if (_hasMetrics == false && (_hasLogs == false || reason is not null))
        {
            PanelStatus status = reason is null ? PanelStatus.NoData : PanelStatus.NotConfigured;
            return Empty(panel) with { Status = status, Reason = reason };
        }

        return panel.Interval is { } interval ? AnswerSeries(panel, interval)
            : IsValue(panel) ? AnswerValue(panel)
            : AnswerRows(panel);
    }

    private static bool IsValue(PanelDefinition panel) => panel.By.IsEmpty && panel.Measure.Kind != MeasureKind.Percentiles;

    private static string NameOf(Measure measure) => KebabCase<MeasureKind>.Names[(int)measure.Kind];

    private static ImmutableArray<string> ColumnsOf(PanelDefinition panel) =>
    [
        .. panel.By.Select(field => field.Name),
        .. panel.Measure.Kind == MeasureKind.Percentiles ? ["count", .. panel.Measure.Percentiles.Select(percent => $"p{percent}")] : new[] { NameOf(panel.Measure) },
    ];

    private PanelData Empty(PanelDefinition panel)
    {
        TimeRange asked = range.ToTimeRange();
        return panel switch
        {
            { Interval: { } interval } => new SeriesData(panel, asked, SetOf(panel, interval.MinutesFor(range.To - range.From), [])),
            _ when IsValue(panel) => new ValueData(panel, asked, null) { Previous = Previous(panel, range.Before()) },
            _ => new RowsData(panel, asked, new PanelRows { Columns = ColumnsOf(panel), Rows = [] }),
        };
    }

    private MinuteRange Rounded(PanelDefinition panel, MinuteRange about) => logs?.Rounded(panel, metrics.Rounded(about)) ?? metrics.Rounded(about);

    private MetricGroups Collect(MinuteRange about, MetricGroups groups, long shift)
    {
        metrics.Collect(about, shift, groups);
        logs?.Collect(about, shift, groups);
        return groups;
    }

    private MetricGroups CollectWhole(PanelDefinition panel, MinuteRange about) =>
        Collect(about, new MetricGroups(panel, about.From, (int)Math.Max(1, about.To - about.From)), 0);

    private ValueData AnswerValue(PanelDefinition panel)
    {
        MinuteRange about = Rounded(panel, range);
        MetricGroups groups = CollectWhole(panel, about);
        return new ValueData(panel, about.ToTimeRange(), ValueOf(panel, groups))
        {
            Previous = Previous(panel, about.Before()),
            Basis = BasisOf(groups),
        };
    }

    private double? Previous(PanelDefinition panel, MinuteRange before) =>
        Rounded(panel, before) == before && (metrics.HasData(before) || (LogMetrics.WhyNot(panel) is null && logs?.HasData(before) == true))
            ? ValueOf(panel, CollectWhole(panel, before))
            : null;

    private static double? ValueOf(PanelDefinition panel, MetricGroups groups)
    {
        if (panel.Measure.Kind == MeasureKind.Distinct)
        {
            return groups.Count;
        }

        return groups.Count > 0 ? groups.Total(1).Value(panel.Measure.Kind, panel.Scale) : panel.Measure.Kind == MeasureKind.Sum ? 0 : null;
    }

    private RowsData AnswerRows(PanelDefinition panel)
    {
        MinuteRange about = Rounded(panel, range);
        MetricGroups groups = CollectWhole(panel, about);
        List<int> shown = [.. groups.All];
        shown.Sort(new MetricOrder(groups, panel));
        var rows = new ImmutableArray<PanelValue>[Math.Min(shown.Count, panel.Limit ?? int.MaxValue)];
        bool isOfStatistics = false;
        bool isOfAverages = false;
        for (int i = 0; i < rows.Length; i++)
        {
            var row = new List<PanelValue>();
            for (int column = 0; column < panel.By.Length; column++)
            {
                row.Add(PanelValue.Of(groups.KeyText(shown[i], column)));
            }

            if (panel.Measure.Kind != MeasureKind.Percentiles)
            {
                row.Add(PanelValue.Of(groups.Total(shown[i]).Value(panel.Measure.Kind, panel.Scale)));
            }
            else
            {
                MetricPercentiles percentiles = groups.PercentilesOf(shown[i]);
                row.Add(PanelValue.Of(percentiles.Count));
                for (int p = 0; p < panel.Measure.Percentiles.Length; p++)
                {
                    row.Add(PanelValue.Of(percentiles.Value(p, out bool isAverage) * panel.Scale));
                    isOfAverages |= isAverage;
                }

                isOfStatistics |= percentiles.HasStatistics;
            }

            rows[i] = [.. row];
        }

        var table = new PanelRows { Columns = ColumnsOf(panel), Rows = ImmutableCollectionsMarshal.AsImmutableArray(rows) };
        bool isRanked = panel.Measure.Kind == MeasureKind.Percentiles && groups.HasMetrics && !groups.HasLogs;
        return new RowsData(panel, about.ToTimeRange(), table)
        {
            Basis = !isRanked ? BasisOf(groups) : isOfStatistics && isOfAverages ? "mixed" : isOfAverages ? "period-averages" : "statistics",
            RelativeError = panel.Measure.Kind == MeasureKind.Percentiles && groups.HasLogs ? Aggregation.LogLinear.RelativeError : null,
        };
    }

    private SeriesData AnswerSeries(PanelDefinition panel, PanelInterval interval)
    {
        MinuteRange about = Rounded(panel, range);
        int minutes = Available(panel, interval.MinutesFor(range.To - range.From));
        var series = new List<(PanelSeries Series, string?[] Key)>();
        bool hasMetrics = false;
        bool hasLogs = false;
        foreach (TimeSpan back in panel.CompareWith.Prepend(TimeSpan.Zero))
        {
            long shift = (long)back.TotalMinutes;
            MinuteRange shifted = back == TimeSpan.Zero ? about : Rounded(panel, new MinuteRange(about.From - shift, about.To - shift));
            MetricGroups groups = Collect(shifted, new MetricGroups(panel, Clock.Floor(about.From, minutes), minutes), shift);
            hasMetrics |= groups.HasMetrics;
            hasLogs |= groups.HasLogs;
            AddSeries(panel, groups, LabelOf(back), series);
        }

        // Ordering is stable, so shifts and measures of one key stay as they were added.
        IEnumerable<PanelSeries> ordered = series.OrderBy(one => one.Key, Comparer<string?[]>.Create(CompareKeys)).Select(one => one.Series);
        return new SeriesData(panel, about.ToTimeRange(), SetOf(panel, minutes, [.. ordered])) { Basis = BasisOf(hasMetrics, hasLogs) };
    }

    private static void AddSeries(PanelDefinition panel, MetricGroups groups, string? shift, List<(PanelSeries Series, string?[] Key)> series)
    {
        Dictionary<int, List<(long Minute, MetricCell Cell)>> cells = groups.CellsByGroup();
        List<int> shown = [.. groups.All];
        if (panel.Limit is { } limit && shown.Count > limit)
        {
            var weights = cells.ToDictionary(group => group.Key, group => group.Value.Sum(cell => cell.Cell.Count));
            shown.Sort((x, y) => weights[y].CompareTo(weights[x]) is not 0 and var order ? order : groups.CompareKeys(x, y));
            shown.RemoveRange(limit, shown.Count - limit);
        }

        Measure[] measures = panel.SecondMeasure is { } second ? [panel.Measure, second] : [panel.Measure];
        foreach (int group in shown)
        {
            string?[] key = [.. panel.By.Select((_, column) => groups.KeyText(group, column))];
            foreach (Measure measure in measures)
            {
                var points = new List<PanelPoint>();
                foreach ((long minute, MetricCell cell) in cells[group])
                {
                    if (cell.Value(measure.Kind, panel.Scale) is { } value)
                    {
                        points.Add(new PanelPoint(Clock.TimeOf(minute), value));
                    }
                }

                if (points.Count > 0)
                {
                    series.Add((
                        new PanelSeries
                        {
                            Key = measures.Length > 1 ? [.. key, NameOf(measure)] : [.. key],
                            Shift = shift,
                            Points = [.. points],
                        },
                        key));
                }
            }
        }
    }

    private static PanelSeriesSet SetOf(PanelDefinition panel, int minutes, ImmutableArray<PanelSeries> series)
    {
        PanelSeriesSet set = SeriesAnswer.SetOf(panel, minutes, series);
        return panel.SecondMeasure is null ? set : set with { Columns = set.Columns.Add("measure") };
    }

    /// <summary>The narrowest width, from the one wished for on, whose buckets can be filled over all that is shown.</summary>
    private int Available(PanelDefinition panel, int wished)
    {
        int kept = 1;
        foreach (TimeSpan back in panel.CompareWith.Prepend(TimeSpan.Zero))
        {
            long shift = (long)back.TotalMinutes;
            var about = new MinuteRange(range.From - shift, range.To - shift);
            kept = Math.Max(kept, Math.Max(keptWidth(about.From), Math.Max(metrics.WidthOf(about), logs?.WidthOf(panel, about) ?? 1)));
        }

        return wished >= kept
            ? wished
            : PanelInterval.Widths.Select(width => (int)width.TotalMinutes).First(width => width >= kept && width >= wished);
    }

    private static string? LabelOf(TimeSpan back) =>
        back == TimeSpan.Zero ? null : back.TotalDays == Math.Floor(back.TotalDays) ? $"{back.TotalDays}d" : $"{back.TotalMinutes}m";

    private static string BasisOf(MetricGroups groups) => BasisOf(groups.HasMetrics, groups.HasLogs);

    private static string BasisOf(bool hasMetrics, bool hasLogs) => hasLogs ? hasMetrics ? "mixed" : "logs" : "metrics";

    private static int CompareKeys(string?[] x, string?[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            int order = x[i] is null || y[i] is null
                ? (x[i] is not null).CompareTo(y[i] is not null)
                : System.Text.Encoding.UTF8.GetBytes(x[i]!).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(y[i]!));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
