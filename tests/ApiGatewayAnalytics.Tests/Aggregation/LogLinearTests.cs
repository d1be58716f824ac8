using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>The buckets of durations: complete, ordered, and never further off than panels promise.</summary>
public sealed class LogLinearTests
{
    private const long Day = 24 * 60 * 60 * 1000;

    [Fact]
    public void AreExactBelow128()
    {
        for (int value = 0; value < 128; value++)
            Assert.Equal(value, LogLinear.ValueOf(LogLinear.BucketOf(value)));
    }

    [Fact]
    public void AreOrderedAndWithinOnePercentUpToADay()
    {
        int previous = -1;
        for (long value = 0; value <= Day; value += 1 + (value / 20_000))
        {
            int bucket = LogLinear.BucketOf(value);
            Assert.True(bucket == previous || bucket == previous + 1, $"{value} ms fall into bucket {bucket} after {previous}.");
            Assert.InRange(LogLinear.ValueOf(bucket), value - (0.01 * value), value + (0.01 * value));
            previous = bucket;
        }

        Assert.InRange(previous, 0, LogLinear.BucketCount - 1);
    }

    [Fact]
    public void EveryBucketReportsAValueOfItsOwn()
    {
        for (int bucket = 0; bucket < LogLinear.BucketCount; bucket++)
        {
            double value = LogLinear.ValueOf(bucket);
            Assert.True(bucket == 0 || value > LogLinear.ValueOf(bucket - 1));
            if (value <= Day)
                Assert.Equal(bucket, LogLinear.BucketOf((long)value));
        }

        Assert.True(LogLinear.ValueOf(LogLinear.BucketCount - 1) >= Day * 0.99);
    }

    [Fact]
    public void EverythingBeyondADayCountsAsADay()
    {
        int day = LogLinear.BucketOf(Day);
        Assert.Equal(day, LogLinear.BucketOf(Day + 1));
        Assert.Equal(day, LogLinear.BucketOf(long.MaxValue));
        Assert.InRange(LogLinear.ValueOf(day), Day * 0.99, Day * 1.01);
    }
}
