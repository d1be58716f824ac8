using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>The newest event ids, against a queue and a set.</summary>
public sealed class EventIdFilterTests
{
    [Fact]
    public void ItKeepsTheNewestIds()
    {
        const int Capacity = 3000;
        var filter = new EventIdFilter(Capacity);
        var queue = new Queue<string>();
        var set = new HashSet<string>();
        var random = new Random(7);
        for (int i = 0; i < 40_000; i++)
        {
            string id = random.Next(5) == 0 ? "x" + random.Next(3000) : new string('9', random.Next(50)) + random.Next(6000);
            bool isNew = set.Add(id);
            if (isNew)
            {
                queue.Enqueue(id);
                if (queue.Count > Capacity)
                    set.Remove(queue.Dequeue());
            }

            Assert.Equal(isNew, filter.TryAdd(Feeding.Utf8(id)));
        }

        Assert.Equal(queue.Count, filter.Count);
        var copy = new EventIdFilter(Capacity);
        using var stream = new MemoryStream();
        filter.WriteTo(new BinaryWriter(stream));
        stream.Position = 0;
        copy.ReadFrom(new BinaryReader(stream));
        Assert.All(queue, id => Assert.False(copy.TryAdd(Feeding.Utf8(id))));
        Assert.True(copy.TryAdd("new"u8));
        Assert.True(copy.TryAdd(Feeding.Utf8(queue.Peek())));
    }

    [Fact]
    public void IdsDifferByEveryByte()
    {
        var filter = new EventIdFilter();
        string[] ids = ["", "0", "00", "1", "01", "10", new('0', 56), new('9', 56), new('9', 57), "1" + new string('0', 55), "x", "1 "];
        Assert.All(ids, id => Assert.True(filter.TryAdd(Feeding.Utf8(id))));
        Assert.All(ids, id => Assert.False(filter.TryAdd(Feeding.Utf8(id))));
    }

    [Fact]
    public void SeveralThreadsAddEachIdOnce()
    {
        var filter = new EventIdFilter();
        int added = 0;
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                if (filter.TryAdd(Feeding.Utf8(i.ToString(System.Globalization.CultureInfo.InvariantCulture))))
                    Interlocked.Increment(ref added);
            }
        });
        Assert.Equal(10_000, added);
    }

    [Fact]
    public void AnotherVersionIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => new EventIdFilter().ReadFrom(new BinaryReader(new MemoryStream([9, 0]))));
        Assert.Throws<EndOfStreamException>(() => new EventIdFilter().ReadFrom(new BinaryReader(new MemoryStream([1, 3, 0]))));
    }
}
