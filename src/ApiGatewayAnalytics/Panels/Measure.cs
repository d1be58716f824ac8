using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Panels;

/// <summary>What a panel computes: a kind and what that kind needs. Immutable.</summary>
public sealed record Measure
{
    private Measure(MeasureKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public MeasureKind Kind { get; }

    /// <summary>The number that is summed, averaged or ranked; null for counts, distinct counts, rows and metrics.</summary>
    public Field? Field { get; private init; }

    /// <summary>The percentiles, each from 1 to 100, ascending; empty for other kinds.</summary>
    public ImmutableArray<int> Percentiles { get; private init; } = [];

    /// <summary>The columns of rows or the fields of a distinct tuple; empty for other kinds.</summary>
    public ImmutableArray<Field> Columns { get; private init; } = [];

    /// <summary>The number of records.</summary>
    public static Measure Count { get; } = new(MeasureKind.Count);

    /// <summary>The sum of <paramref name="field"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a number.</exception>
    public static Measure Sum(Field field) => new(MeasureKind.Sum) { Field = Number(field) };

    /// <summary>The mean of <paramref name="field"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a number.</exception>
    public static Measure Mean(Field field) => new(MeasureKind.Mean) { Field = Number(field) };

    /// <summary>The maximum of <paramref name="field"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a number.</exception>
    public static Measure Max(Field field) => new(MeasureKind.Max) { Field = Number(field) };

    /// <summary>Percentiles of <paramref name="field"/>: exact below 128, relative error at most 1 % above.</summary>
    /// <exception cref="ArgumentException"><paramref name="field"/> is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A percentile is not from 1 to 100, or they do not ascend.</exception>
    public static Measure PercentilesOf(Field field, params ReadOnlySpan<int> percentiles) =>
        new(MeasureKind.Percentiles) { Field = Number(field), Percentiles = Ascending(percentiles) };

    /// <summary>The sum of the datapoints of a metric.</summary>
    public static Measure MetricSum { get; } = new(MeasureKind.Sum);

    /// <summary>The sum of the datapoints of a metric divided by the sum of their sample counts.</summary>
    public static Measure MetricMean { get; } = new(MeasureKind.Mean);

    /// <summary>The largest sample of a metric.</summary>
    public static Measure MetricMax { get; } = new(MeasureKind.Max);

    /// <summary>The sum of the metrics of errors divided by that of requests, which is named last.</summary>
    public static Measure ErrorRate { get; } = new(MeasureKind.ErrorRate);

    /// <summary>
    /// Percentiles of a metric: where datapoints carry them, their mean weighted by sample count, else those of the averages of datapoints.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A percentile is not from 1 to 100, or they do not ascend.</exception>
    public static Measure MetricPercentiles(params ReadOnlySpan<int> percentiles) =>
        new(MeasureKind.Percentiles) { Percentiles = Ascending(percentiles) };

    /// <summary>The number of different tuples of <paramref name="fields"/>.</summary>
    /// <exception cref="ArgumentException">There is no field.</exception>
    public static Measure Distinct(params ReadOnlySpan<Field> fields) =>
        new(MeasureKind.Distinct) { Columns = NotEmpty(fields, nameof(fields)) };

    /// <summary>The records, each as <paramref name="columns"/>.</summary>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public static Measure Rows(params ReadOnlySpan<Field> columns) =>
        new(MeasureKind.Rows) { Columns = NotEmpty(columns, nameof(columns)) };

    private static ImmutableArray<int> Ascending(ReadOnlySpan<int> percentiles)
    {
        for (int i = 0; i < percentiles.Length; i++)
        {
            if (percentiles[i] is < 1 or > 100 || (i > 0 && percentiles[i] <= percentiles[i - 1]))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(percentiles), percentiles[i], "Percentiles are from 1 to 100 and ascend.");
            }
        }

        return [.. percentiles];
    }

    private static Field Number(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Kind == FieldKind.Number
            ? field
            : throw new ArgumentException($"'{field.Name}' is not a number.", nameof(field));
    }

    private static ImmutableArray<Field> NotEmpty(ReadOnlySpan<Field> fields, string name) =>
        fields.IsEmpty ? throw new ArgumentException("At least one field is needed.", name) : [.. fields];
}
