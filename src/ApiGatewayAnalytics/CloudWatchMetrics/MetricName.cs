using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>A name that stood in the JSON of a datapoint, and the one that followed it last. Not thread-safe.</summary>
internal sealed class MetricName(ReadOnlySpan<byte> name, MetricNameKind kind, int column, double percent)
{
    /// <summary>The name as it stands: <c>"name":</c>.</summary>
    public GuessedText Text { get; } = new([.. "\""u8, .. name, .. "\":"u8]);

    public MetricNameKind Kind => kind;

    /// <summary>The field of a text; negative for a dimension that API Gateway does not have.</summary>
    public int Field => column;

    public double Percent => percent;

    /// <summary>The name that followed last; null where none did.</summary>
    public MetricName? Next { get; set; }

    public bool Is(ReadOnlySpan<byte> other) => Text.Bytes[1..^2].SequenceEqual(other);
}
