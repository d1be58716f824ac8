using System.IO.Compression;
using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>What came out of one input, and the pieces to build inputs from.</summary>
internal sealed class Feeding
{
    public List<string> Rows { get; } = [];

    public IngestionTally Tally { get; } = new(AccessLogFields.All);

    public IngestionReport Report => Tally.Report();

    /// <summary>All that must not depend on how the input is cut.</summary>
    public string Outcome
    {
        get
        {
            IngestionReport report = Report;
            IEnumerable<string> positions = report.RejectedAt.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key + ":" + string.Join(' ', pair.Value.Select(at => $"{at.Line},{at.ByteOffset}")));
            return string.Join('\n', Rows) + $"\n{report.Records}/{report.Accepted}/{report.Duplicates}/{report.Bytes}/{report.CompressedBytes} "
                + string.Join(' ', report.Skipped) + string.Join(' ', report.Repaired) + string.Join("; ", positions);
        }
    }

    public static Feeding Run(
        byte[] data, int[]? pieces = null, IngestionOptions? options = null, EventIdFilter? ids = null, string name = "input", int bufferLength = 256)
    {
        var feeding = new Feeding();
        using RecordFeed feed = feeding.Open(data, pieces, options, ids, name, bufferLength);
        RecordBatch batch = PlainRecordParser.CreateBatch();
        while (feed.Fill(batch))
            feeding.Take(batch);
        Assert.Equal(0, batch.Count);
        Assert.False(feed.Fill(batch));
        feeding.Check();
        return feeding;
    }

    public static async Task<Feeding> RunAsync(
        byte[] data, int[]? pieces = null, IngestionOptions? options = null, EventIdFilter? ids = null, string name = "input", int bufferLength = 256)
    {
        var feeding = new Feeding();
        using RecordFeed feed = feeding.Open(data, pieces, options, ids, name, bufferLength);
        RecordBatch batch = PlainRecordParser.CreateBatch();
        while (await feed.FillAsync(batch))
            feeding.Take(batch);
        feeding.Check();
        return feeding;
    }

    /// <summary>As <see cref="Run"/>, but looks at the rows only when three more batches have been read.</summary>
    public static Feeding RunAhead(
        byte[] data, int[]? pieces = null, IngestionOptions? options = null, EventIdFilter? ids = null, string name = "input", int bufferLength = 256)
    {
        var feeding = new Feeding();
        using RecordFeed feed = feeding.Open(data, pieces, options, ids, name, bufferLength);
        RecordBatch batch = PlainRecordParser.CreateBatch();
        var idle = new Queue<RecordBatch>(Enumerable.Range(0, 4).Select(_ => PlainRecordParser.CreateBatch()));
        var waiting = new Queue<(RecordBatch Batch, SharedBuffer Bytes)>();
        while (feed.Fill(batch))
        {
            RecordBatch copy = idle.Dequeue();
            copy.CopyFrom(batch);
            waiting.Enqueue((copy, feed.Lend()));
            if (idle.Count == 0)
                TakeOldest();
        }

        while (waiting.Count > 0)
            TakeOldest();
        feeding.Check();
        return feeding;

        void TakeOldest()
        {
            (RecordBatch oldest, SharedBuffer bytes) = waiting.Dequeue();
            feeding.Take(oldest);
            bytes.Release();
            idle.Enqueue(oldest);
        }
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(params byte[][] members) =>
        [.. members.SelectMany(member =>
        {
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
                gzip.Write(member);
            return compressed.ToArray();
        })];

    public static string Base64(byte[] data) => Convert.ToBase64String(data);

    public static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    public static string Record(int number) => $$"""{"requestId":"r{{number}}","ip":"192.0.2.{{number % 250}}","path":"/a\"b\\c {{'\u00e9'}}","status":"200"}""";

    /// <summary>A subscription object as CloudWatch Logs writes it.</summary>
    public static string Subscription(params string[] messages) =>
        """{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"g","logStream":"s","subscriptionFilters":["f"],"logEvents":["""
        + string.Join(',', messages.Select((message, i) =>
            $$"""{"id":"3183921935413{{message.Sum(letter => letter * 31L) + message.Length:D20}}{{i:D12}}","timestamp":{{1700000000000 + i}},"message":{{Quote(message)}}}"""))
        + "]}";

    private RecordFeed Open(byte[] data, int[]? pieces, IngestionOptions? options, EventIdFilter? ids, string name, int bufferLength) =>
        new(new PiecewiseStream(data, pieces ?? []), new PlainRecordParser(), Tally, name, options, eventIds: ids, bufferLength: bufferLength);

    private void Take(RecordBatch batch)
    {
        Assert.NotEqual(0, batch.Count);
        for (int row = 0; row < batch.Count; row++)
            Rows.Add(PlainRecordParser.Describe(batch, row));
    }

    private void Check()
    {
        IngestionReport report = Report;
        Assert.Equal(Rows.Count, report.Accepted);
        Assert.Equal(report.Records, report.Accepted + report.Duplicates + report.Rejected.Values.Sum());
    }
}
