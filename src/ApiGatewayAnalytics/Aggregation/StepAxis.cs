namespace ApiGatewayAnalytics.Aggregation;

/// <summary>A stretch of time cut into steps of equal width. Minutes are counted from 1970-01-01T00:00Z.</summary>
/// <param name="Start">The first minute.</param>
/// <param name="Width">Minutes per step.</param>
/// <param name="Count">The number of steps.</param>
internal readonly record struct StepAxis(long Start, int Width, int Count)
{
    public long End => Start + ((long)Width * Count);

    public int StepOf(long minute) => (int)((minute - Start) / Width);

    public long StartOf(int step) => Start + ((long)step * Width);
}
