using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Tests.Ingestion;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Saved states of bare aggregators, which carry no checksum: any damage is refused or readable, and nothing else.</summary>
public sealed class DamagedStateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    public static TheoryData<string> Ids =>
        [.. new[] { ModelPanels.ByTenant, ModelPanels.Newest, ModelPanels.LatencyByApi, ModelPanels.MeanCostTrend, ModelPanels.CostOfTenants }.Select(panel => panel.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryFlippedOrMissingByteIsRefusedOrReadable(string id)
    {
        byte[] saved = Saved(id);
        for (int at = 0; at < saved.Length; at++)
        {
            Try(id, saved[..at], $"cut at {at}");
            foreach (byte flip in (byte[])[1, 0x10, 0x80, 0xFF])
            {
                byte[] damaged = [.. saved];
                damaged[at] ^= flip;
                Try(id, damaged, $"{flip:x2} at {at}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void AStreamMayGiveItsBytesInPieces(string id)
    {
        byte[] saved = Saved(id);
        PanelAggregator whole = Aggregator(id);
        whole.ReadFrom(new MemoryStream(saved));
        PanelAggregator pieces = Aggregator(id);
        pieces.ReadFrom(new PiecewiseStream(saved, 1, 3, 2));
        Assert.Equal(ModelAnswers.Describe(whole.Snapshot()), ModelAnswers.Describe(pieces.Snapshot()));
    }

    private static byte[] Saved(string id)
    {
        PanelAggregator aggregator = Aggregator(id);
        var random = new Random(5);
        byte[] log = ModelRecord.Lines(Enumerable.Range(0, 12).Select(_ => ModelRecord.Random(random, s_now.AddMinutes(-random.Next(2_000)))));
        using var reader = new AccessLogReader(new MemoryStream(log), ModelPanels.Reader, timeProvider: new ManualClock(s_now));
        while (reader.Read())
            aggregator.Add(reader.Current);
        using var content = new MemoryStream();
        aggregator.WriteTo(content);
        return content.ToArray();
    }

    private static PanelAggregator Aggregator(string id) =>
        ModelPanels.Dashboard.Panels.Single(panel => panel.Id == id).CreateAggregator(ModelPanels.Reader);

    private static void Try(string id, byte[] bytes, string what)
    {
        PanelAggregator aggregator = Aggregator(id);
        try
        {
            aggregator.ReadFrom(new MemoryStream(bytes));
            ModelAnswers.Describe(aggregator.Snapshot());
            aggregator.WriteTo(Stream.Null);
        }
        catch (InvalidDataException)
        {
        }
        catch (Exception e)
        {
            Assert.Fail($"{id}, {what}: {e}");
        }
    }
}
