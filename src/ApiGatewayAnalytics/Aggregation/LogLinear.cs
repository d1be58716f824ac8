using System.Numerics;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Maps durations in milliseconds to the buckets of a log-linear histogram: one bucket per value below 128, then 64 per power of
/// two up to 24 hours, where everything beyond is counted. A bucket is reported as its middle, so the relative error is at most
/// half a bucket: 1/128 of the value, below the 1 % that panels promise. The mapping is fixed, so histograms merge exactly.
/// </summary>
internal static class LogLinear
{
    public const double RelativeError = 0.01;

    private const int Linear = 128;
    private const int LinearBits = 7;
    private const int PerOctave = 64;
    private const long Max = 24 * 60 * 60 * 1000;

    public const int BucketCount = Linear + (PerOctave * 20);

    public static int BucketOf(long value)
    {
        if (value < Linear)
        {
            return (int)value;
        }

        value = Math.Min(value, Max);
        int octave = BitOperations.Log2((ulong)value) - LinearBits;
        return Linear + (octave * PerOctave) + (int)((value >> (octave + 1)) - PerOctave);
    }

    /// <summary>
    /// The value of a bucket that is compared with another one: that one itself where the bucket holds it, since which side of it the
    /// values lie on is not known. So what equals a threshold is taken for equal to it.
    /// </summary>
    public static double ValueOf(int bucket, double comparedWith) =>
        bucket >= Linear && comparedWith >= Linear && BucketOf((long)Math.Min(comparedWith, Max)) == bucket ? comparedWith : ValueOf(bucket);

    /// <summary>The value that a bucket is reported as.</summary>
    public static double ValueOf(int bucket)
    {
        if (bucket < Linear)
        {
            return bucket;
        }

        int octave = (bucket - Linear) / PerOctave;
        long low = ((bucket - Linear) % PerOctave + PerOctave) << (octave + 1);
        return low + (((1L << (octave + 1)) - 1) / 2.0);
    }
}
