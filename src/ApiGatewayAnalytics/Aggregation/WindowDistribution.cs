namespace ApiGatewayAnalytics.Aggregation;

/// <summary>The distribution of slots that come and go, such as those of a window that moves on. Not thread-safe.</summary>
/// <param name="column">Whose slots; it must not be added to meanwhile.</param>
/// <param name="percentile">The percentile that is asked for.</param>
internal sealed class WindowDistribution(PercentileColumn column, int percentile)
{
    private readonly long[] _counts = new long[LogLinear.BucketCount];

    /// <summary>Adds what a slot holds, or takes it away.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(int slot, int sign) => column.AddTo(_counts, slot, sign);

    /// <summary>Takes everything away.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>The nearest-rank percentile, to be compared with a threshold.</summary>
    /// <param name="count">How many values there are; at least one.</param>
    /// <param name="threshold">The threshold.</param>
    public double Percentile(long count, double threshold) =>
        LogLinear.ValueOf(NearestRank.BucketOf(_counts, count, percentile), threshold);
}
