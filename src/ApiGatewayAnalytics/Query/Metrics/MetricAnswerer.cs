using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>Answers the panels of a dashboard of metrics. Used for one question, then thrown away.</summary>
/// <param name="sources">What they are answered from.</param>
/// <param name="range">The range that was asked for.</param>
/// <param name="keptWidth">Minutes per step that are kept of a minute.</param>
/// <param name="mostSeries">The most keys of a trend.</param>
internal sealed class MetricAnswerer(MetricSources sources, MinuteRange range, Func<long, int> keptWidth, int mostSeries)
{
    private readonly MetricTrends _trends = new(sources, range, keptWidth, mostSeries);
    private bool? _hasMetrics;
    private bool? _hasLogs;

    public PanelData Answer(PanelDefinition panel)
    {
        _hasMetrics ??= sources.HasMetrics(range);
        _hasLogs ??= sources.HasLogs(range);
        string? reason = _hasLogs == true ? LogMetrics.WhyNot(panel) : null;
        if (_hasMetrics == false && (_hasLogs == false || reason is not null))
        {
            PanelStatus status = reason is null ? PanelStatus.NoData : PanelStatus.NotConfigured;
            return Empty(panel) with { Status = status, Reason = reason };
        }

        return panel.Interval is { } interval ? _trends.Answer(panel, interval)
            : IsValue(panel) ? AnswerValue(panel)
            : AnswerRows(panel);
    }

    private static bool IsValue(PanelDefinition panel) => panel.By.IsEmpty && panel.Measure.Kind != MeasureKind.Percentiles;

    private PanelData Empty(PanelDefinition panel)
    {
        TimeRange asked = range.ToTimeRange();
        return panel switch
        {
            { Interval: { } interval } => _trends.Empty(panel, interval),
            _ when IsValue(panel) => new ValueData(panel, asked, null) { Previous = Previous(panel, range.Before()) },
            _ => new RowsData(panel, asked, new PanelRows { Columns = PanelColumns.Of(panel), Rows = [] }),
        };
    }

    private PanelData AnswerValue(PanelDefinition panel)
    {
        MinuteRange about = sources.Rounded(panel, range);
        MetricGroups groups = sources.Collect(panel, about);
        var data = new ValueData(panel, about.ToTimeRange(), ValueOf(panel, groups)) { Previous = Previous(panel, about.Before()) };
        return MetricBasis.Tell(data, groups);
    }

    private double? Previous(PanelDefinition panel, MinuteRange before) =>
        sources.Rounded(panel, before) == before && (sources.HasMetrics(before) || (LogMetrics.WhyNot(panel) is null && sources.HasLogs(before)))
            ? ValueOf(panel, sources.Collect(panel, before))
            : null;

    private static double? ValueOf(PanelDefinition panel, MetricGroups groups)
    {
        if (panel.Measure.Kind == MeasureKind.Distinct)
        {
            return groups.All().Count;
        }

        return groups.All() is [var only, ..] ? groups.Total(only).Value(panel.Measure.Kind, panel.Scale) : panel.Measure.Kind == MeasureKind.Sum ? 0 : null;
    }

    private PanelData AnswerRows(PanelDefinition panel)
    {
        MinuteRange about = sources.Rounded(panel, range);
        MetricGroups groups = sources.Collect(panel, about);
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
        PanelData data = MetricBasis.Tell(new RowsData(panel, about.ToTimeRange(), table), groups);
        return panel.Measure.Kind != MeasureKind.Percentiles ? data
            : groups.HasLogs ? data with { RelativeError = Aggregation.LogLinear.RelativeError }
            : groups.HasMetrics ? data with { Basis = isOfStatistics && isOfAverages ? "mixed" : isOfAverages ? "period-averages" : "statistics" }
            : data;
    }
}
