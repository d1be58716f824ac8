using System.Collections.Concurrent;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;
using System.Text.Json.Nodes;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>A mixed folder, in any order and from several threads.</summary>
public class FolderTests
{
    private static readonly Lazy<(ReferenceLog Log, IReadOnlyList<JsonObject> Panels)> s_expected = new(() =>
    {
        ReferenceLog log = Comparison.Read(Inputs.Folder.Value);
        return (log, ReferencePanels.All(log.Records));
    });

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, Inputs.Folder.Value.Length)];

    /// <summary>Each input alone, so that a difference has a place.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void EveryInputIsCountedAsTheReferenceCountsIt(int input)
    {
        byte[] content = Inputs.Folder.Value[input];
        ReferenceLog expected = Comparison.Read(content);
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files }, FixedClock.In2026);
        engine.Ingest(content, new IngestionSource("input"));
        Comparison.CountsEqual(expected, engine.Ingestion);
        Comparison.PanelsEqual(expected.Records, engine.GetAnswer());
    }

    [Theory]
    [InlineData(EngineMode.Files, 1)]
    [InlineData(EngineMode.Files, 2)]
    [InlineData(EngineMode.Files, 4)]
    [InlineData(EngineMode.Live, 4)]
    public void PanelsEqualTheReferenceInAnyOrderFromAnyThread(EngineMode mode, int threads)
    {
        var clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(s_expected.Value.Log.Records.Max(record => record.Time)));
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = mode }, clock);
        var inputs = new ConcurrentQueue<byte[]>(Inputs.Shuffled(Inputs.Folder.Value, threads));
        Thread[] readers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(ReadAll))];
        Array.ForEach(readers, reader => reader.Start());
        Array.ForEach(readers, reader => reader.Join());

        Comparison.CountsEqual(s_expected.Value.Log, engine.Ingestion);
        if (mode == EngineMode.Files)
        {
            Comparison.PanelsEqual(s_expected.Value.Panels, Comparison.Panels(engine.GetAnswer()));
        }
        else
        {
            Comparison.StatedRangesEqual(s_expected.Value.Log.Records, engine, new PanelQuery { From = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        }

        void ReadAll()
        {
            while (inputs.TryDequeue(out byte[]? input))
            {
                engine.Ingest(input, new IngestionSource("input"));
            }
        }
    }
}
