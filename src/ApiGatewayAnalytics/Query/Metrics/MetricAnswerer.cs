using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
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
/// <param name="mostSeries">The most keys of a trend.</param>
internal sealed class MetricAnswerer(
    MetricSeriesReader metrics, LogMetrics? logs, MinuteRange range, Func<long, int> keptWidth, int mostSeries = int.MaxValue)
{
    // Panels of a dashboard group by a few sets of keys.
    private readonly List<MetricGroupKeys> _keys = [];
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
        Collect(about, new MetricGroups(panel, KeysOf(panel), about.From, (int)Math.Max(1, about.To - about.From)), 0);

    /// <summary>The keys of a panel, shared with others that group alike.</summary>
    private MetricGroupKeys KeysOf(PanelDefinition panel)
    {
        ImmutableArray<Field> fields = panel.Measure.Kind == MeasureKind.Distinct ? panel.Measure.Columns : panel.By;
        int[] numbers = [.. fields.Select(field => MetricKeys.NumberOf(field.Name))];
        MetricGroupKeys? known = _keys.Find(keys => keys.Keys.AsSpan().SequenceEqual(numbers));
        if (known is null)
        {
            _keys.Add(known = new MetricGroupKeys([.. numbers]));
        }

        return known;
    }

    private ValueData AnswerValue(PanelDefinition panel)
    {
        MinuteRange about = Rounded(panel, range);
        MetricGroups groups = CollectWhole(panel, about);
        return new ValueData(panel, about.ToTimeRange(), ValueOf(panel, groups))
        {
            Exact = groups.LostRecords == 0,
            MaxError = ErrorOf(groups.LostRecords),
            OtherCount = ErrorOf(groups.LostRecords),
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
            return groups.All().Count;
        }

        return groups.All() is [var only, ..] ? groups.Total(only).Value(panel.Measure.Kind, panel.Scale) : panel.Measure.Kind == MeasureKind.Sum ? 0 : null;
    }

    private RowsData AnswerRows(PanelDefinition panel)
    {
        MinuteRange about = Rounded(panel, range);
        MetricGroups groups = CollectWhole(panel, about);
        List<int> shown = groups.All();
        shown.Sort(new MetricOrder(groups, panel));
        var rows = new ImmutableArray<PanelValue>[Math.Min(shown.Count, panel.Limit ?? int.MaxValue)];
        bool isOfStatistics = false;
        bool isOfAverages = false;
        for (int i = 0; i < rows.Length; i++)
        {
            var row = new List<PanelValue>();
            for (int column = 0; column < panel.By.Length; column++)
            {
                row.Add(PanelValue.Of(groups.Keys.TextsOf(shown[i])[column]));
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
            Exact = groups.LostRecords == 0,
            MaxError = ErrorOf(groups.LostRecords),
            OtherCount = ErrorOf(groups.LostRecords),
            Basis = !isRanked ? BasisOf(groups) : isOfStatistics && isOfAverages ? "mixed" : isOfAverages ? "period-averages" : "statistics",
            RelativeError = panel.Measure.Kind == MeasureKind.Percentiles && groups.HasLogs ? Aggregation.LogLinear.RelativeError : null,
        };
    }

    private SeriesData AnswerSeries(PanelDefinition panel, PanelInterval interval)
    {
        MinuteRange about = Rounded(panel, range);
        int minutes = Available(panel, interval.MinutesFor(range.To - range.From));
        var shifts = new List<Shift>();
        int omitted = 0;
        foreach (TimeSpan back in panel.CompareWith.Prepend(TimeSpan.Zero))
        {
            long shift = (long)back.TotalMinutes;
            MinuteRange shifted = back == TimeSpan.Zero ? about : Rounded(panel, new MinuteRange(about.From - shift, about.To - shift));
            MetricGroups groups = Collect(shifted, new MetricGroups(panel, KeysOf(panel), Clock.Floor(about.From, minutes), minutes), shift);
            shifts.Add(new Shift(LabelOf(back), groups, Shown(groups)));
        }

        long lost = shifts.Sum(shift => shift.Groups.LostRecords);

        // The keys of the range itself decide: of a comparison that key is shown or none.
        if (shifts[0].Shown.Length > mostSeries)
        {
            int[] heaviest = Heaviest(shifts[0].Groups, [.. shifts[0].Shown], mostSeries);
            HashSet<int> kept = [.. heaviest];
            omitted = shifts.SelectMany(shift => shift.Shown).Distinct().Count() - kept.Count;
            shifts = [.. shifts.Select(shift => shift.Of(kept))];
        }

        return new SeriesData(panel, about.ToTimeRange(), SetOf(panel, minutes, SeriesOf(panel, shifts)) with { Omitted = omitted })
        {
            Exact = lost == 0,
            MaxError = ErrorOf(lost),
            OtherCount = ErrorOf(lost),
            Basis = BasisOf(shifts.Exists(shift => shift.Groups.HasMetrics), shifts.Exists(shift => shift.Groups.HasLogs)),
        };
    }

    /// <summary>The groups that get a series, in the order of their keys.</summary>
    private static int[] Shown(MetricGroups groups)
    {
        List<int> shown = groups.All();
        MetricGroupKeys keys = groups.Keys;
        int[] ordered = Heaviest(groups, shown, groups.Panel.Limit ?? int.MaxValue);
        int[] ranks = [.. ordered.Select(keys.RankOf)];
        Array.Sort(ranks, ordered);
        return ordered;
    }

    /// <summary>The groups with most records or samples, in any order.</summary>
    private static int[] Heaviest(MetricGroups groups, List<int> shown, int limit)
    {
        if (shown.Count > limit)
        {
            MetricGroupKeys keys = groups.Keys;
            var weights = shown.ToDictionary(group => group, group => WeightOf(groups.CellsOf(group)));
            shown.Sort((x, y) => weights[y].CompareTo(weights[x]) is not 0 and var order ? order : keys.RankOf(x).CompareTo(keys.RankOf(y)));
            shown.RemoveRange(limit, shown.Count - limit);
        }

        return [.. shown];
    }

    /// <summary>The series of all shifts by their keys; those of one key in the order of the shifts.</summary>
    private static ImmutableArray<PanelSeries> SeriesOf(PanelDefinition panel, List<Shift> shifts)
    {
        Measure[] measures = panel.SecondMeasure is { } second ? [panel.Measure, second] : [panel.Measure];
        ImmutableArray<PanelSeries>.Builder series = ImmutableArray.CreateBuilder<PanelSeries>();
        while (shifts.Where(shift => shift.Next < shift.Shown.Length).MinBy(shift => shift.Groups.Keys.RankOf(shift.Shown[shift.Next])) is { } first)
        {
            int group = first.Shown[first.Next++];
            ImmutableArray<string?> key = first.Groups.Keys.TextsOf(group);
            foreach (Measure measure in measures)
            {
                ImmutableArray<PanelPoint> points = PointsOf(first.Groups, group, measure);
                if (points.Length > 0)
                {
                    series.Add(new PanelSeries { Key = measures.Length > 1 ? key.Add(NameOf(measure)) : key, Shift = first.Label, Points = points });
                }
            }
        }

        return series.DrainToImmutable();
    }

    private static ImmutableArray<PanelPoint> PointsOf(MetricGroups groups, int group, Measure measure)
    {
        ReadOnlySpan<(long Bucket, MetricCell Cell)> cells = groups.CellsOf(group);
        var points = new PanelPoint[cells.Length];
        int count = 0;
        foreach ((long bucket, MetricCell cell) in cells)
        {
            if (cell.Value(measure.Kind, groups.Panel.Scale) is { } value)
            {
                points[count++] = new PanelPoint(Clock.TimeOf(groups.MinuteOf(bucket)), value);
            }
        }

        Array.Resize(ref points, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(points);
    }

    private static double WeightOf(ReadOnlySpan<(long Bucket, MetricCell Cell)> cells)
    {
        double weight = 0;
        foreach ((_, MetricCell cell) in cells)
        {
            weight += cell.Count;
        }

        return weight;
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

    /// <summary>
    /// By how many records a number can be off: lost ones may belong to any group, so none is said to have them. Null without any.
    /// </summary>
    private static long? ErrorOf(long lostRecords) => lostRecords == 0 ? null : lostRecords;

    private static string? LabelOf(TimeSpan back) =>
        back == TimeSpan.Zero ? null : back.TotalDays == Math.Floor(back.TotalDays) ? $"{back.TotalDays}d" : $"{back.TotalMinutes}m";

    private static string BasisOf(MetricGroups groups) => BasisOf(groups.HasMetrics, groups.HasLogs);

    private static string BasisOf(bool hasMetrics, bool hasLogs) => hasLogs ? hasMetrics ? "mixed" : "logs" : "metrics";

    /// <summary>A range that a trend shows, and how far its series have been taken.</summary>
    private sealed class Shift(string? label, MetricGroups groups, int[] shown)
    {
        public string? Label => label;

        public MetricGroups Groups => groups;

        public int[] Shown => shown;

        public int Next { get; set; }

        public Shift Of(HashSet<int> groups) => new(Label, Groups, Array.FindAll(Shown, groups.Contains));
    }
}
