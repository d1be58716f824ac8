using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>What a panel needs of CloudWatch, from its definition alone. Immutable.</summary>
/// <param name="Metrics">The metrics of the namespace of API Gateway.</param>
/// <param name="Scope">Whose datapoints.</param>
/// <param name="Statistics">The statistics of a datapoint; percentiles that it lacks are those of the averages.</param>
/// <param name="Dimensions">The sets of dimensions that they can have.</param>
internal sealed record DatapointNeeds(
    ImmutableArray<string> Metrics, MetricScope Scope, ImmutableArray<string> Statistics, ImmutableArray<ImmutableArray<string>> Dimensions)
{
    /// <summary>The needs of a panel that reads datapoints; null for any other.</summary>
    public static DatapointNeeds? Of(PanelDefinition panel) =>
        panel.Scope is { } own ? Of(panel.Metrics, own, KindsOf(panel), [.. StatisticsOf(panel.Measure), .. StatisticsOf(panel.SecondMeasure)])
        : panel.Counterpart?.Scope is { } other ? Of([RequestMinutes.Metric], other, RequestMinutes.Kinds, [])
        : null;

    private static DatapointNeeds Of(ImmutableArray<string> metrics, MetricScope scope, ImmutableArray<ApiKind> kinds, ImmutableArray<string> statistics)
    {
        var sets = new List<ImmutableArray<string>>();
        foreach (ImmutableArray<string> set in kinds.SelectMany(kind => MetricDimensions.Of(kind, scope)))
        {
            if (!sets.Exists(known => known.SequenceEqual(set)))
            {
                sets.Add(set);
            }
        }

        return new DatapointNeeds(metrics, scope, [.. MetricQueries.CountStatistics.Concat(statistics).Distinct()], [.. sets]);
    }

    /// <summary>The kinds of APIs that a panel is about: where it does not say so, all that have one of its metrics.</summary>
    private static ImmutableArray<ApiKind> KindsOf(PanelDefinition panel) => panel.ApiKinds.IsEmpty
        ? [.. Enum.GetValues<ApiKind>().Where(kind => MetricQueryTarget.MetricsOf(kind).Intersect(panel.Metrics, StringComparer.OrdinalIgnoreCase).Any())]
        : panel.ApiKinds;

    /// <summary>What a measure takes besides the statistics that every datapoint has.</summary>
    private static IEnumerable<string> StatisticsOf(Measure? measure) => measure?.Kind switch
    {
        MeasureKind.Max => ["Maximum"],
        MeasureKind.Percentiles => measure.Percentiles.Select(percentile => $"p{percentile}"),
        _ => [],
    };
}
