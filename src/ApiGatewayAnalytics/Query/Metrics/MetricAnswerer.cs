using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

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
internal sealed partial class MetricAnswerer(
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

    private PanelData Empty(PanelDefinition panel)
    {
        TimeRange asked = range.ToTimeRange();
        return panel switch
        {
            { Interval: { } interval } => new SeriesData(panel, asked, SetOf(panel, interval.MinutesFor(range.To - range.From), [])),
            _ when IsValue(panel) => new ValueData(panel, asked, null) { Previous = Previous(panel, range.Before()) },
            _ => new RowsData(panel, asked, new PanelRows { Columns = PanelColumns.Of(panel), Rows = [] }),
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

        var table = new PanelRows { Columns = PanelColumns.Of(panel), Rows = ImmutableCollectionsMarshal.AsImmutableArray(rows) };
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

    /// <summary>
    /// By how many records a number can be off: lost ones may belong to any group, so none is said to have them. Null without any.
    /// </summary>
    private static long? ErrorOf(long lostRecords) => lostRecords == 0 ? null : lostRecords;

    private static string BasisOf(MetricGroups groups) => BasisOf(groups.HasMetrics, groups.HasLogs);

    private static string BasisOf(bool hasMetrics, bool hasLogs) => hasLogs ? hasMetrics ? "mixed" : "logs" : "metrics";
}
