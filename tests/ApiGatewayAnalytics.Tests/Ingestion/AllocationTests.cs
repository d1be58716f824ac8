using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Reading allocates nothing per record once it runs.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int Records = 10_000;

    [Fact]
    public void PlainRecordsAllocateNothing()
    {
        string lines = string.Concat(Enumerable.Range(0, 3 * Records).Select(i => Feeding.Record(i) + "\n"));
        Assert.Equal(0, AllocatedWhileReading(Feeding.Utf8(lines)));
    }

    [Fact]
    public void MessagesOfAnEnvelopeAllocateNothing()
    {
        string envelope = Feeding.Subscription([.. Enumerable.Range(0, 3 * Records).Select(Feeding.Record)]);
        Assert.Equal(0, AllocatedWhileReading(Feeding.Utf8(envelope)));
    }

    private static long AllocatedWhileReading(byte[] data)
    {
        using var feed = new RecordFeed(new MemoryStream(data), new PlainRecordParser(), new IngestionTally(AccessLogFields.All), "input");
        RecordBatch batch = PlainRecordParser.CreateBatch();
        int warm = 0;
        while (warm < Records && feed.Fill(batch))
            warm += batch.Count;
        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 0;
        while (read < Records && feed.Fill(batch))
            read += batch.Count;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(read, Records, int.MaxValue);
        return allocated;
    }
}
