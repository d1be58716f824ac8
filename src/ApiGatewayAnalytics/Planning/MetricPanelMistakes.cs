using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>Finds what is wrong with declarations of panels of metrics, and where panels of records have what only those have.</summary>
internal static class MetricPanelMistakes
{
    /// <summary>What a panel of metrics can group by.</summary>
    public static bool IsKey(Field field) => MetricKeys.IsKey(field);

    /// <summary>Every mistake in words.</summary>
    public static IEnumerable<string> Of(PanelDefinition panel)
    {
        string name = $"Panel '{panel.Id}'";
        if (panel.Source != RecordSource.Metrics)
        {
            if (panel.Metrics.Length > 0 || panel.Scope is not null || panel.SecondMeasure is not null || panel.CompareWith.Length > 0
                || panel.ApiKinds.Length > 0 || panel.Scale != 1 || panel.Measure.Kind == MeasureKind.ErrorRate)
            {
                yield return $"{name} has Metrics, Scope, SecondMeasure, CompareWith, ApiKinds, Scale or an error rate, which only panels of metrics have.";
            }

            if (panel.Measure.Field is null && panel.Measure.Kind is MeasureKind.Sum or MeasureKind.Mean or MeasureKind.Max or MeasureKind.Percentiles)
            {
                yield return $"{name} measures a metric, but reads no metrics.";
            }

            yield break;
        }

        if (panel.Scope is null || panel.Metrics.IsEmpty)
        {
            yield return $"{name} reads metrics, so it needs Metrics and a Scope.";
        }

        foreach (string metric in panel.Metrics.Where(metric => ApiMetric.Find(metric) < 0))
        {
            yield return $"{name} reads the metric '{metric}', which API Gateway does not have.";
        }

        if (panel.Metrics.Length > 1 != (panel.Measure.Kind == MeasureKind.ErrorRate))
        {
            yield return $"{name} has {panel.Metrics.Length} metrics; an error rate takes errors and requests, anything else takes one.";
        }

        if (panel.Where.Length > 0 || panel.Fill.Length > 0 || panel.LimitPer is not null || panel.Rest is not null)
        {
            yield return $"{name} has Where, Fill, LimitPer or Rest, which panels of metrics cannot have.";
        }

        if (panel.Measure.Field is not null || panel.Measure.Kind is MeasureKind.Count or MeasureKind.Rows
            || panel.SecondMeasure is { Kind: not (MeasureKind.Sum or MeasureKind.Mean or MeasureKind.Max) } or { Field: not null })
        {
            yield return $"{name} measures records; of metrics there are sums, means, maxima, percentiles, distinct tuples and error rates.";
        }

        if (panel.Interval is null && (panel.SecondMeasure is not null || panel.CompareWith.Length > 0))
        {
            yield return $"{name} has a SecondMeasure or CompareWith, so it needs an Interval.";
        }

        foreach (Field field in panel.By.Concat(panel.Measure.Columns).Where(field => !IsKey(field)))
        {
            yield return $"{name} uses '{field.Name}', which is none of the dimensions.";
        }
    }
}
