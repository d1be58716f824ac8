using System.Text;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// One datapoint of the namespace <c>AWS/ApiGateway</c>: a view of where its values stand in the read buffer. Texts are UTF-8 with escapes
/// decoded, empty where absent. Valid until the reader's next read; not thread-safe.
/// </summary>
public readonly ref struct MetricRecord
{
    private readonly RecordBatch _batch;
    private readonly int _row;

    internal MetricRecord(RecordBatch batch, int row)
    {
        _batch = batch;
        _row = row;
    }

    /// <summary>The start of its period, in UTC.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(_batch.Times[_row]);

    /// <summary>How long the samples were collected; a minute where the encoding does not say.</summary>
    public TimeSpan Period => TimeSpan.FromSeconds(_batch.Number(MetricColumns.Period, _row));

    /// <summary>Which dimensions it has.</summary>
    public MetricScope Scope => (MetricScope)_batch.Number(MetricColumns.Scope, _row);

    /// <summary>What is measured, for example <c>IntegrationLatency</c>.</summary>
    public ReadOnlySpan<byte> Metric => Text(MetricColumns.Metric);

    /// <summary>The unit as the stream spells it: of CloudWatch, such as <c>Milliseconds</c>, or of OpenTelemetry, such as <c>ms</c>.</summary>
    public ReadOnlySpan<byte> Unit => Text(MetricColumns.Unit);

    /// <summary>The account.</summary>
    public ReadOnlySpan<byte> Account => Text(MetricColumns.Account);

    /// <summary>The AWS region.</summary>
    public ReadOnlySpan<byte> Region => Text(MetricColumns.Region);

    /// <summary>The dimension ApiName: the name of a REST API. Empty for other kinds.</summary>
    public ReadOnlySpan<byte> ApiName => Text(MetricColumns.ApiName);

    /// <summary>The dimension ApiId: the identifier of an HTTP or WebSocket API. Empty for REST APIs.</summary>
    public ReadOnlySpan<byte> ApiId => Text(MetricColumns.ApiId);

    /// <summary>The dimension Stage.</summary>
    public ReadOnlySpan<byte> Stage => Text(MetricColumns.Stage);

    /// <summary>The dimension Resource.</summary>
    public ReadOnlySpan<byte> Resource => Text(MetricColumns.Resource);

    /// <summary>The dimension Method.</summary>
    public ReadOnlySpan<byte> Method => Text(MetricColumns.Method);

    /// <summary>The dimension Route.</summary>
    public ReadOnlySpan<byte> Route => Text(MetricColumns.Route);

    /// <summary>How many samples it rests on.</summary>
    public double SampleCount => Number(MetricColumns.SampleCount) ?? 0;

    /// <summary>The sum of the samples.</summary>
    public double Sum => Number(MetricColumns.Sum) ?? 0;

    /// <summary>The smallest sample. Null where absent.</summary>
    public double? Minimum => Number(MetricColumns.Minimum);

    /// <summary>The largest sample. Null where absent.</summary>
    public double? Maximum => Number(MetricColumns.Maximum);

    /// <summary>A percentile, where the stream carries it.</summary>
    /// <param name="percent">The percentage, above 0 and up to 100, for example 99.9.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the datapoint has it.</returns>
    public bool TryGetPercentile(double percent, out double value)
    {
        value = PercentilePairs.Find(Text(MetricColumns.Percentiles), percent);
        return !double.IsNaN(value);
    }

    /// <summary>The value of a field of <see cref="MetricFields"/> as a string; null where absent. Allocates.</summary>
    /// <exception cref="ArgumentException">Datapoints have no such field.</exception>
    public string? GetString(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        int number = _batch.Captured.Schema.IndexOf(field.Name);
        if (number < 0 || field.Kind != FieldKind.Text)
        {
            throw new ArgumentException($"Datapoints have no field '{field.Name}'.", nameof(field));
        }

        ReadOnlySpan<byte> text = Text(number);
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }

    private ReadOnlySpan<byte> Text(int column) => _batch.Text(column, _row);

    private double? Number(int column) =>
        _batch.Number(column, _row) is var bits && bits != RecordBatch.AbsentNumber ? BitConverter.Int64BitsToDouble(bits) : null;
}
