namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Percentiles of a histogram of <see cref="LogLinear"/> buckets by nearest rank.</summary>
internal static class NearestRank
{
    /// <summary>Several percentiles, ascending, of counts that add up to <paramref name="count"/>.</summary>
    public static void Percentiles(ReadOnlySpan<long> counts, long count, ReadOnlySpan<int> percentiles, Span<double> values)
    {
        long seen = 0;
        int next = 0;
        for (int bucket = 0; bucket < counts.Length && next < percentiles.Length; bucket++)
        {
            seen += counts[bucket];
            for (; next < percentiles.Length && seen >= Of(percentiles[next], count); next++)
            {
                values[next] = LogLinear.ValueOf(bucket);
            }
        }
    }

    /// <summary>The bucket of one percentile of counts that add up to <paramref name="count"/>.</summary>
    public static int BucketOf(ReadOnlySpan<long> counts, long count, int percentile)
    {
        long left = Of(percentile, count);
        int bucket = 0;
        while ((left -= counts[bucket]) > 0)
        {
            bucket++;
        }

        return bucket;
    }

    private static long Of(int percentile, long count) => Math.Max(1, ((count * percentile) + 99) / 100);
}
