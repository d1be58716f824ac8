using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Ingestion;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>A mixed folder, in any order and from several threads.</summary>
public class FolderTests
{
    private static readonly Lazy<(ReferenceLog Log, IReadOnlyList<JsonObject> Panels)> s_expected = new(() =>
    {
        ReferenceLog log = Comparison.Read(Inputs.Folder.Value);
        return (log, ReferencePanels.All(log.Records));
    });

    public static TheoryData<string> Names => [.. Inputs.Folder.Value.Select(file => file.Name)];

    /// <summary>Each file alone, so that a difference has a place.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void PanelsOfOneFileEqualTheReference(string name)
    {
        (string Name, byte[] Content) file = Inputs.Folder.Value.Single(file => file.Name == name);
        ReferenceLog expected = Comparison.Read(file);
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files }, FixedClock.In2026);
        engine.Ingest(file.Content, new IngestionSource(name));
        Comparison.CountsEqual(expected, engine.Ingestion);
        if (expected.Records.Count > 0)
        {
            Comparison.PanelsEqual(expected.Records, engine.GetAnswer());
        }
        else
        {
            Comparison.NoData(engine.GetAnswer());
        }
    }

    [Theory]
    [InlineData(EngineMode.Files, 1, false)]
    [InlineData(EngineMode.Files, 2, false)]
    [InlineData(EngineMode.Files, 4, false)]
    [InlineData(EngineMode.Files, 2, true)]
    [InlineData(EngineMode.Live, 4, false)]
    [InlineData(EngineMode.Live, 2, true)]
    public void PanelsEqualTheReferenceInAnyOrderFromAnyThread(EngineMode mode, int threads, bool overlaps)
    {
        var clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(s_expected.Value.Log.Records.Max(record => record.Time)));
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = mode, OverlapsCounting = overlaps }, clock);
        var inputs = new ConcurrentQueue<(string Name, byte[] Content)>(Inputs.Shuffled(Inputs.Folder.Value, threads));
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
            // Of what is older, less than all may be kept.
            Comparison.StatedRangesEqual(s_expected.Value.Log.Records, engine, new PanelQuery { Last = TimeSpan.FromDays(390) });
        }

        void ReadAll()
        {
            while (inputs.TryDequeue(out (string Name, byte[] Content) file))
            {
                // In small pieces there are batches enough for a second thread to count.
                using var stream = new PiecewiseStream(file.Content, overlaps ? 1_700 : int.MaxValue);
                engine.Ingest(stream, new IngestionSource(file.Name));
            }
        }
    }
}
