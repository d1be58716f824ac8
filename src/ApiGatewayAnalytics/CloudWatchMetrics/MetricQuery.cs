using System.Collections.Immutable;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>One query of a <see cref="MetricQueries"/>: one statistic of one series.</summary>
/// <param name="Id">What results call it.</param>
/// <param name="Namespace">The namespace of the metric.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Dimensions">Names and values of the dimensions in the order of the file.</param>
/// <param name="Period">In seconds.</param>
/// <param name="Statistic">For example <c>Sum</c> or <c>p99</c>.</param>
/// <param name="Account">The account that is asked; null for the caller's own.</param>
internal sealed record MetricQuery(
    string Id, string Namespace, string Metric, ImmutableArray<KeyValuePair<string, string>> Dimensions, int Period, string Statistic, string? Account)
{
    /// <summary>What the queries of one series have in common.</summary>
    public string Series => string.Join(
        '\n', Dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal).Select(dimension => $"{dimension.Key}={dimension.Value}")
            .Prepend($"{Account} {Namespace} {Metric} {Period}"));
}
