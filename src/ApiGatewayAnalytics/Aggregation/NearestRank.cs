using System.Numerics;
using System.Runtime.InteropServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Percentiles of a histogram of <see cref="LogLinear"/> buckets by nearest rank.</summary>
internal static class NearestRank
{
    /// <summary>Buckets that are passed at once where a percentile lies beyond; a multiple of what any vector holds.</summary>
    private const int Block = 64;

    /// <summary>Several percentiles, ascending, of counts that add up to <paramref name="count"/>; zeros where there are none.</summary>
    public static void Percentiles(ReadOnlySpan<long> counts, long count, ReadOnlySpan<int> percentiles, Span<double> values)
    {
        if (count == 0)
        {
            values[..percentiles.Length].Clear();
            return;
        }

        long seen = 0;
        int bucket = 0;
        for (int i = 0; i < percentiles.Length; i++)
        {
            Advance(counts, Of(percentiles[i], count), ref bucket, ref seen);
            values[i] = LogLinear.ValueOf(bucket);
        }
    }

    /// <summary>The bucket of one percentile of counts that add up to <paramref name="count"/>.</summary>
    public static int BucketOf(ReadOnlySpan<long> counts, long count, int percentile)
    {
        long seen = 0;
        int bucket = 0;
        Advance(counts, Of(percentile, count), ref bucket, ref seen);
        return bucket;
    }

    /// <summary>Goes on to the bucket that a rank falls into.</summary>
    /// <param name="counts">The counts of all buckets.</param>
    /// <param name="rank">The rank, at most the sum of all counts.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="seen">The counts of the buckets before it.</param>
    private static void Advance(ReadOnlySpan<long> counts, long rank, ref int bucket, ref long seen)
    {
        for (long block; bucket + Block <= counts.Length && seen + (block = Sum(counts.Slice(bucket, Block))) < rank; bucket += Block)
        {
            seen += block;
        }

        for (; seen + counts[bucket] < rank; bucket++)
        {
            seen += counts[bucket];
        }
    }

    private static long Sum(ReadOnlySpan<long> block)
    {
        Vector<long> sum = default;
        foreach (Vector<long> part in MemoryMarshal.Cast<long, Vector<long>>(block))
        {
            sum += part;
        }

        return Vector.Sum(sum);
    }

    private static long Of(int percentile, long count) => Math.Max(1, ((count * percentile) + 99) / 100);
}
