using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>One writer of datapoints: a batch to read into, and the store that its rows enter until that is handed over. Not thread-safe.</summary>
internal sealed class MetricShard(ReadOnlySpan<int> percentages, MetricFilter filter)
{
    private int _refused;

    public MetricStore Store { get; } = new(percentages.ToArray());

    public RecordBatch Batch { get; } = CreateBatch();

    public static RecordBatch CreateBatch() => new(FieldSet.All(MetricSchema.Default));

    /// <summary>Adds the rows of a batch that pass.</summary>
    public void Consume(RecordBatch batch) => _refused += Store.Add(batch, filter);

    /// <summary>How many rows, since this was asked last, belonged to more series than there can be.</summary>
    public int TakeRefused()
    {
        int refused = _refused;
        _refused = 0;
        return refused;
    }
}
