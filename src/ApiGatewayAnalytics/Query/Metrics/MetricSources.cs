using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>What panels of metrics are answered from: datapoints of CloudWatch, and access logs where there are none. Used for one question.</summary>
/// <param name="metrics">The datapoints.</param>
/// <param name="logs">The access logs; null where none are kept.</param>
internal sealed class MetricSources(MetricSeriesReader metrics, LogMetrics? logs)
{
    // Panels of a dashboard group by a few sets of keys.
    private readonly List<MetricGroupKeys> _keys = [];

    public bool HasMetrics(MinuteRange about) => metrics.HasData(about);

    public bool HasLogs(MinuteRange about) => logs?.HasData(about) == true;

    /// <summary>The range as far as the steps that a panel reads can tell it apart.</summary>
    public MinuteRange Rounded(PanelDefinition panel, MinuteRange about) => logs?.Rounded(panel, metrics.Rounded(about)) ?? metrics.Rounded(about);

    /// <summary>The widest steps that a panel reads of a range.</summary>
    public int WidthOf(PanelDefinition panel, MinuteRange about) => Math.Max(metrics.WidthOf(about), logs?.WidthOf(panel, about) ?? 1);

    /// <summary>The groups of a panel over a range as a whole.</summary>
    public MetricGroups Collect(PanelDefinition panel, MinuteRange about) =>
        Collect(panel, about, about.From, (int)Math.Max(1, about.To - about.From), 0);

    /// <summary>The groups of a panel over a range.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="about">The range.</param>
    /// <param name="startMinute">The start of the first bucket, in times that have been moved.</param>
    /// <param name="bucketMinutes">The width of a bucket.</param>
    /// <param name="shift">Minutes by which times move forward.</param>
    public MetricGroups Collect(PanelDefinition panel, MinuteRange about, long startMinute, int bucketMinutes, long shift)
    {
        var groups = new MetricGroups(panel, KeysOf(panel), startMinute, bucketMinutes);
        metrics.Collect(about, shift, groups);
        logs?.Collect(about, shift, groups);
        return groups;
    }

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
}
