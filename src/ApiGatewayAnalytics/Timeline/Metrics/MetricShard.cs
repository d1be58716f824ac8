using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>One writer of datapoints: a batch to read into, and the store that its rows enter until that is handed over. Not thread-safe.</summary>
internal sealed class MetricShard(ReadOnlySpan<int> percentages, MetricFilter filter)
{
    public MetricStore Store { get; } = new(percentages.ToArray());

    public RecordBatch Batch { get; } = CreateBatch();

    public static RecordBatch CreateBatch() => new(FieldSet.All(MetricSchema.Default));

    /// <summary>Adds the rows of the batch that pass; returns how many belong to more series than there can be.</summary>
    public int Consume() => Store.Add(Batch, filter);
}
