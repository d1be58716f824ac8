using System.Collections.Immutable;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// What a monitor watches, as plain data: a count, a rate or a percentile of access-log records, picked by the predicates that panels
/// use, and the CloudWatch metrics that say the same. Immutable.
/// </summary>
public sealed record MonitorSignal
{
    private MonitorSignal(MonitorSignalKind kind, ReadOnlySpan<Predicate> where) => (Kind, Where) = (kind, [.. where]);

    /// <summary>What is computed.</summary>
    public MonitorSignalKind Kind { get; }

    /// <summary>The conditions that a record must meet to be counted or measured, all of them.</summary>
    public ImmutableArray<Predicate> Where { get; }

    /// <summary>The conditions on the records that a rate is a share of, all of them; empty for all records and for other kinds.</summary>
    public ImmutableArray<Predicate> Of { get; private init; } = [];

    /// <summary>
    /// The metrics of CloudWatch that say the same of an API and stage without access logs: added up, as a share of all requests, or ranked.
    /// Empty where none does.
    /// </summary>
    public ImmutableArray<string> Metrics { get; private init; } = [];

    /// <summary>The number that is ranked; null for counts and rates.</summary>
    public Field? Field { get; private init; }

    /// <summary>Which percentile, from 1 to 100; 0 for counts and rates.</summary>
    public int Percentile { get; private init; }

    /// <summary>What the value is given in: <c>count</c>, <c>percent</c>, or <c>ms</c> for a field that is a latency.</summary>
    public string Unit => Kind switch
    {
        MonitorSignalKind.Rate => "percent",
        MonitorSignalKind.Percentile when Field!.Name.EndsWith("latency", StringComparison.OrdinalIgnoreCase) => "ms",
        _ => "count",
    };

    /// <summary>The number of records that meet all of <paramref name="where"/>.</summary>
    public static MonitorSignal Count(params ReadOnlySpan<Predicate> where) => new(MonitorSignalKind.Count, where);

    /// <summary>The records that meet all of <paramref name="where"/>, in percent of all records.</summary>
    public static MonitorSignal Rate(params ReadOnlySpan<Predicate> where) => new(MonitorSignalKind.Rate, where);

    /// <summary>The same rate as a share of the records that meet all of <paramref name="of"/>, which should contain the others.</summary>
    /// <exception cref="InvalidOperationException">This is no rate.</exception>
    public MonitorSignal Among(params ReadOnlySpan<Predicate> of) =>
        Kind == MonitorSignalKind.Rate ? this with { Of = [.. of] } : throw new InvalidOperationException($"A {Kind} is no share of anything.");

    /// <summary>A percentile of a number over the records that have it and meet all of <paramref name="where"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is not from 1 to 100.</exception>
    public static MonitorSignal PercentileOf(Field field, int percentile, params ReadOnlySpan<Predicate> where)
    {
        Measure measure = Measure.PercentilesOf(field, percentile);
        return new(MonitorSignalKind.Percentile, where) { Field = measure.Field, Percentile = percentile };
    }

    /// <summary>
    /// The same watched by metrics of CloudWatch where an API and stage has no access logs. A count adds their sums, a rate is their sums in
    /// percent of <c>Count</c>, <c>ConnectCount</c> and <c>MessageCount</c>, a percentile is the statistic that they carry, else the
    /// nearest rank of their averages. An API has the metrics of its kind, so those of several kinds can be named together.
    /// </summary>
    /// <param name="metrics">Their names, such as <c>5XXError</c>.</param>
    /// <exception cref="ArgumentException">API Gateway has no such metric, or it does not count (count, rate) or measure (percentile).</exception>
    public MonitorSignal OrMetrics(params ReadOnlySpan<string> metrics)
    {
        foreach (string metric in metrics)
        {
            int known = ApiMetric.Find(metric);
            if (known < 0 || (ApiMetric.All[known].Unit == "Count") != (Kind != MonitorSignalKind.Percentile))
            {
                throw new ArgumentException($"'{metric}' is no metric of API Gateway that a {Kind} can be of.", nameof(metrics));
            }
        }

        return this with { Metrics = [.. metrics] };
    }
}
