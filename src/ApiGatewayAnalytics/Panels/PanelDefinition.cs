using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// A panel as plain data: what is counted, of which records, by which keys, in which order. The engine, the command line, JSON and
/// the docs all read the same declaration, and a host declares its own in the same way. Immutable.
/// </summary>
/// <example><code>
/// var topKeys = new PanelDefinition
/// {
///     Id = "tenants/top-api-keys", Title = "Top API Keys", Chart = Chart.Bar,
///     Where = [Predicate.Present(AccessLogFields.IdentityApiKeyId)], By = [AccessLogFields.IdentityApiKeyId],
///     Measure = Measure.Count, Order = [OrderTerm.DescendingBy("count"), OrderTerm.Ascending("keys")], Limit = 10,
/// };
/// </code></example>
public sealed record PanelDefinition
{
    /// <summary>The stable identifier, <c>dashboard/panel</c> in kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>The title that people see.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what it shows. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>How it is drawn.</summary>
    public required Chart Chart { get; init; }

    /// <summary>What its numbers are. Default: <c>count</c>.</summary>
    public string Unit { get; init; } = "count";

    /// <summary>The telemetry that it reads, which is that of its dashboard. Default: access logs.</summary>
    public RecordSource Source { get; init; } = RecordSource.AccessLog;

    /// <summary>The conditions that a record must meet, all of them. Default: none.</summary>
    public ImmutableArray<Predicate> Where { get; init; } = [];

    /// <summary>
    /// What is measured, of a panel of metrics: one metric of CloudWatch, or for an error rate the metrics of errors and at last that of
    /// requests. Default: none.
    /// </summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    /// <summary>The dimensions of the datapoints that a panel of metrics reads; null, the default, for panels of records.</summary>
    public MetricScope? Scope { get; init; }

    /// <summary>
    /// The other telemetry that a panel of access logs is held against; null, the default, for panels of one source. Its columns come behind
    /// those of <see cref="By"/>.
    /// </summary>
    public Counterpart? Counterpart { get; init; }

    /// <summary>The kinds of APIs whose datapoints a panel of metrics reads. Default: none of its own, so all.</summary>
    public ImmutableArray<ApiKind> ApiKinds { get; init; } = [];

    /// <summary>How long before the range a trend of metrics is shown again, shifted forward. Default: never.</summary>
    public ImmutableArray<TimeSpan> CompareWith { get; init; } = [];

    /// <summary>What values of metrics are multiplied by, for example 100 for percent. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The group keys in column order. Default: none.</summary>
    public ImmutableArray<Field> By { get; init; } = [];

    /// <summary>What is computed.</summary>
    public required Measure Measure { get; init; }

    /// <summary>What a trend of metrics shows besides, in series of its own. Null, the default: nothing.</summary>
    public Measure? SecondMeasure { get; init; }

    /// <summary>The width of the buckets of a trend; null (the default) for a panel without a time axis.</summary>
    public PanelInterval? Interval { get; init; }

    /// <summary>The order of rows; ties go on through the keys or the remaining columns. Default: keys ascending.</summary>
    public ImmutableArray<OrderTerm> Order { get; init; } = [];

    /// <summary>The most rows, or the most keys of a trend (the heaviest over the whole range). Null, the default: all.</summary>
    public int? Limit { get; init; }

    /// <summary>The most rows for each value of one key. Null, the default: no such limit.</summary>
    public GroupLimit? LimitPer { get; init; }

    /// <summary>
    /// The keys of a trend that have a point in every bucket of the range, 0 where there is nothing to count. Default: none, and
    /// buckets without records have no point.
    /// </summary>
    public ImmutableArray<string> Fill { get; init; } = [];

    /// <summary>The label under which the keys past <see cref="Limit"/> are merged; null, the default, leaves them out.</summary>
    public string? Rest { get; init; }

    /// <summary>The most fields that a panel can group by or that a row can show.</summary>
    public const int MaxColumns = 32;

    /// <summary>Every mistake in the declaration, in words; empty when it is sound.</summary>
    internal IEnumerable<string> Mistakes()
    {
        string name = string.IsNullOrWhiteSpace(Id) ? "A panel" : $"Panel '{Id}'";
        if (string.IsNullOrWhiteSpace(Id) || Id.Any(c => c is not ('-' or '/' or (>= 'a' and <= 'z') or (>= '0' and <= '9'))))
        {
            yield return $"{name} needs an Id of lower-case letters, digits, '-' and '/'.";
        }

        if (string.IsNullOrWhiteSpace(Title))
        {
            yield return $"{name} needs a Title.";
        }

        if (Limit is < 1)
        {
            yield return $"{name} has a Limit of {Limit}; it must be positive.";
        }

        if (Rest is not null && Limit is null)
        {
            yield return $"{name} has a Rest without a Limit.";
        }

        if (LimitPer is not null && (LimitPer.Limit < 1 || !By.Contains(LimitPer.Key) || Interval is not null || Limit is not null))
        {
            yield return $"{name} has a LimitPer of {LimitPer.Limit} rows per '{LimitPer.Key.Name}'; it must be positive, per one of its keys, and have neither Interval nor Limit beside it.";
        }

        if (Fill.Length > 0 && (Interval is null || By.Length != 1 || Limit is not null || Measure.Kind is not (MeasureKind.Count or MeasureKind.Sum)))
        {
            yield return $"{name} fills buckets, so it needs an Interval, a single key, no Limit, and a measure that nothing is 0 of.";
        }

        if (Fill.Any(string.IsNullOrEmpty) || Fill.Distinct(StringComparer.Ordinal).Count() != Fill.Length)
        {
            yield return $"{name} fills buckets of a key that is empty or given twice.";
        }

        if (By.Length > MaxColumns || Measure.Columns.Length > MaxColumns)
        {
            yield return $"{name} has more than {MaxColumns} columns.";
        }

        if (By.Distinct().Count() != By.Length || Measure.Columns.Distinct().Count() != Measure.Columns.Length)
        {
            yield return $"{name} names a column twice.";
        }

        if (Measure.Kind == MeasureKind.Rows && (By.Length > 0 || Interval is not null || Limit is null || Order.IsEmpty))
        {
            yield return $"{name} shows rows, so it needs an Order and a Limit and can have neither By nor Interval.";
        }

        if (Order.FirstOrDefault(term => !CanOrderBy(term.Column)) is { } unknown)
        {
            yield return Measure.Kind == MeasureKind.Rows
                ? $"{name} orders rows by '{unknown.Column}', which is not one of its columns."
                : $"{name} orders by '{unknown.Column}'; it can order by '{MeasureName}', 'keys' and its keys.";
        }
        else if (Measure.Kind == MeasureKind.Rows && Order.Length > 0 && IsText(Order[0].Column))
        {
            yield return $"{name} orders rows by '{Order[0].Column}' first; that must be the time or a number.";
        }

        if (Measure.Kind == MeasureKind.Distinct && (By.Length > 0 || Interval is not null))
        {
            yield return $"{name} counts distinct tuples, so it can have neither By nor Interval.";
        }

        if (Measure.Kind == MeasureKind.Percentiles && Interval is not null)
        {
            yield return $"{name} asks for percentiles over time, which a series cannot hold; declare one panel per percentile range.";
        }

        if (By.Contains(DerivedFields.Time))
        {
            yield return $"{name} groups by time; give it an Interval instead.";
        }
    }

    /// <summary>What an order calls the measure: of percentiles, the count that they are ranked by.</summary>
    private string MeasureName => Measure.Kind == MeasureKind.Percentiles ? "count" : KebabCase<MeasureKind>.Names[(int)Measure.Kind];

    private bool CanOrderBy(string column) => Measure.Kind == MeasureKind.Rows
        ? Measure.Columns.Any(field => field.Name == column)
        : column == "keys" || column == MeasureName || IsOfCounterpart(column) || By.Any(field => field.Name == column);

    private bool IsOfCounterpart(string column) =>
        Counterpart is { } counterpart && (column == "time" || CombinedKeys.ColumnsOf(counterpart, Interval is not null).Contains(column));

    private bool IsText(string column) =>
        Measure.Columns.Any(field => field.Name == column && field.Kind == FieldKind.Text && field != DerivedFields.Time);
}
