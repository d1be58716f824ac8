using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>What the datapoints of a group and a bucket add up to. Of an error rate the sum is that of errors, the count that of requests.</summary>
internal struct MetricCell
{
    /// <summary>A cell without datapoints.</summary>
    public static readonly MetricCell Empty = new() { Maximum = double.NaN };

    public double Sum;
    public double Count;
    public double Maximum;

    /// <summary>What a measure says of it; null where there is nothing to say.</summary>
    public readonly double? Value(MeasureKind measure, double scale) => measure switch
    {
        MeasureKind.Mean or MeasureKind.ErrorRate => Count > 0 ? Sum / Count * scale : null,
        MeasureKind.Max => double.IsNaN(Maximum) ? null : Maximum * scale,
        _ => Sum * scale,
    };
}
