using ApiGatewayAnalytics.Aggregation;

namespace ApiGatewayAnalytics.Tests.Aggregation;

/// <summary>Values that wait come out sorted by slot, in the order in which they came, and none is lost.</summary>
public sealed class SampleBufferTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000, 5)]
    [InlineData(5_000, 2_047)]
    [InlineData(5_000, 2_048)]
    [InlineData(60_000, 3_000_000)]
    [InlineData(60_000, int.MaxValue)]
    public void ComeOutBySlot(int count, int slots)
    {
        var random = new Random(count + slots);
        var buffer = new SampleBuffer();
        for (int round = 0; round < 2; round++)
        {
            (int Slot, int Bucket)[] samples = [.. Enumerable.Range(0, count).Select(_ => (random.Next(slots), random.Next(LogLinear.BucketCount)))];
            foreach ((int slot, int bucket) in samples)
                buffer.Add(slot, bucket);
            Assert.Equal(count, buffer.Count);

            ulong[] taken = buffer.Take().ToArray();

            Assert.Equal(samples.OrderBy(sample => sample.Slot), taken.Select(sample => (SampleBuffer.SlotOf(sample), SampleBuffer.BucketOf(sample))));
            Assert.Equal(0, buffer.Count);
        }
    }

    [Fact]
    public void IsFullOnceAndForAllUntilTaken()
    {
        var buffer = new SampleBuffer();
        int count = 0;
        for (; !buffer.IsFull; count++)
            buffer.Add(count, 1);

        Assert.Equal(count, buffer.Take().Length);
        Assert.False(buffer.IsFull);
        Assert.InRange(buffer.Bytes, count * 8L, count * 8L);
        buffer.Release();
        Assert.Equal(0, buffer.Bytes);
    }
}
