namespace ApiGatewayAnalytics.Aggregation;

/// <summary>A stretch of time cut into steps of equal width. Minutes are counted from 1970-01-01T00:00Z.</summary>
/// <param name="Start">The first minute.</param>
/// <param name="Width">Minutes per step.</param>
/// <param name="Count">The number of steps.</param>
internal readonly record struct StepAxis(long Start, int Width, int Count)
{
    public long End => Start + ((long)Width * Count);

    /// <summary>The step of a minute; of a single step, which is not looked at closely, any minute is.</summary>
    public int StepOf(long minute) => Count == 1 ? 0 : (int)((minute - Start) / Width);

    /// <summary>Whether any of a step lies in a half-open range of minutes.</summary>
    public bool Overlaps(int step, long fromMinute, long toMinute)
    {
        long start = StartOf(step);
        return start < toMinute && start + Width > fromMinute;
    }

    public long StartOf(int step) => Start + ((long)step * Width);
}
