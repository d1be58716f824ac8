using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>One measure of a state.</summary>
/// <param name="Kind">What is kept: counts, sums (which also answer means and maxima) or distributions.</param>
/// <param name="Field">The number of the measured field; -1 for counts.</param>
internal sealed record MeasurePlan(MeasureKind Kind, int Field)
{
    public const int NoField = -1;

    public MeasureColumn CreateColumn() => Kind switch
    {
        MeasureKind.Count => new CountColumn(),
        MeasureKind.Sum => new SumColumn(),
        _ => new PercentileColumn(),
    };
}
