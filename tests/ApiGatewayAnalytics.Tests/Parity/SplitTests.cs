using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Ingestion;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Buffers, files and engines may end anywhere between and within records.</summary>
public class SplitTests
{
    public static TheoryData<SyntheticLayout> Layouts => [.. Inputs.Layouts];

    /// <summary>One engine reads the log once for every place to cut it, so a record that any cut spoils shows in the sums.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void PanelsEqualTheReferenceCutAtEveryByte(SyntheticLayout layout)
    {
        byte[] log = SyntheticLog.ToArray(Inputs.Traffic(2, 3, 60), layout);
        CutEverywhere(log, Comparison.Read(log));
    }

    [Fact]
    public void PanelsEqualTheReferenceCutAtEveryByteOfGzip()
    {
        byte[] log = Inputs.Join(Inputs.Records(Inputs.Traffic(2, 3, 61), SyntheticLayout.Console).Select(Inputs.Gzip));
        CutEverywhere(log, Comparison.Read(log));
    }

    [Fact]
    public void PanelsEqualTheReferenceInRandomChunks()
    {
        byte[] log = Inputs.Join(Inputs.Layouts.Select(layout => SyntheticLog.ToArray(Inputs.Traffic(150, 30, 62), layout)));
        ReferenceLog expected = Comparison.Read(log);
        var panels = ReferencePanels.All(expected.Records);
        foreach (int longest in (int[])[7, 300, 9_000])
        {
            var random = new Random(longest);
            int[] lengths = [.. Enumerable.Range(0, (log.Length / longest * 2) + 1).Select(_ => random.Next(1, longest + 1))];
            AnalyticsEngine engine = Files();
            engine.Ingest(new PiecewiseStream(log, lengths), new IngestionSource("log"));
            Comparison.CountsEqual(expected, engine.Ingestion);
            Comparison.PanelsEqual(panels, Comparison.Panels(engine.GetAnswer()));
        }
    }

    /// <summary>One log split over files, the files over engines, and those merged in any order, into an empty engine or into one of them.</summary>
    [Fact]
    public async Task PanelsEqualTheReferenceMergedFromSavedEngines()
    {
        byte[][] records = [.. Inputs.Layouts.SelectMany(layout => Inputs.Records(Inputs.Traffic(150, 30, 63), layout))];
        byte[][] files = [.. records.Chunk(77).Select(Inputs.Join)];
        ReferenceLog expected = Comparison.Read(files);
        var panels = ReferencePanels.All(expected.Records);

        AnalyticsEngine whole = Files();
        Array.ForEach(files, file => whole.Ingest(file, new IngestionSource("log")));
        Comparison.PanelsEqual(panels, Comparison.Panels(whole.GetAnswer()));

        var random = new Random(5);
        AnalyticsEngine[] engines = [Files(), Files(), Files(), Files()];
        foreach (byte[] file in files)
        {
            engines[random.Next(engines.Length)].Ingest(file, new IngestionSource("log"));
        }

        var saved = new List<MemoryStream>();
        foreach (AnalyticsEngine engine in engines)
        {
            saved.Add(new MemoryStream());
            await engine.SaveAsync(saved[^1]);
        }

        foreach (int seed in (int[])[1, 2, 3])
        {
            AnalyticsEngine merged = Files();
            foreach (MemoryStream state in Inputs.Shuffled(saved, seed))
            {
                state.Position = 0;
                await merged.LoadAsync(state);
            }

            Comparison.CountsEqual(expected, merged.Ingestion);
            Comparison.PanelsEqual(panels, Comparison.Panels(merged.GetAnswer()));
        }

        foreach (MemoryStream state in saved.Skip(1))
        {
            state.Position = 0;
            await engines[0].LoadAsync(state);
        }

        Comparison.PanelsEqual(panels, Comparison.Panels(engines[0].GetAnswer()));
    }

    private static void CutEverywhere(byte[] log, ReferenceLog once)
    {
        AnalyticsEngine engine = Files();
        for (int at = 1; at < log.Length; at++)
        {
            engine.Ingest(new PiecewiseStream(log, at, int.MaxValue), new IngestionSource("log"));
        }

        int times = log.Length - 1;
        Assert.NotEmpty(once.Records);
        Assert.Equal(times * once.Records.Count, engine.Ingestion.Accepted);
        Assert.Empty(engine.Ingestion.Rejected);
        Comparison.PanelsEqual([.. Enumerable.Repeat(once.Records, times).SelectMany(records => records)], engine.GetAnswer());
    }

    private static AnalyticsEngine Files() => new(new AnalyticsOptions { Mode = EngineMode.Files }, FixedClock.In2026);
}
