using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>
/// What a monitor watches, as plain data: a count, a rate or a percentile of access-log records, picked by the predicates that panels
/// use. Immutable.
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
}
