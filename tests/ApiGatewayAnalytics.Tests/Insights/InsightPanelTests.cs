using System.Text.Json;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Ingestion;
using ApiGatewayAnalytics.Tests.Parity;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Insights;

/// <summary>Every panel of Insights against the slow reference, in every place where panels work.</summary>
public sealed class InsightPanelTests
{
    private static readonly Lazy<byte[]> s_mixed = new(() => Inputs.Join(
        [.. Inputs.Layouts.Select(layout => SyntheticLog.ToArray(Inputs.Traffic(300, 40, 170 + (ulong)layout), layout)), FuzzedLog.Json(5, 600)]));

    public static TheoryData<SyntheticLayout> Layouts => [.. Inputs.Layouts];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void PanelsOfALayoutEqualTheReference(SyntheticLayout layout)
    {
        byte[] log = SyntheticLog.ToArray(Inputs.Traffic(2_000, 43, (ulong)layout + 107), layout);
        Compare(log);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PanelsOfFuzzedRecordsEqualTheReference(int seed)
    {
        byte[] log = FuzzedLog.Json(seed, 2_000);
        Compare(log);
    }

    [Fact]
    public void PanelsOfAMixedFolderEqualTheReferenceWithTheOtherDashboards()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files, OverlapsCounting = true };
        options.Dashboards.Add(InsightEntries.Dashboard);
        var engine = new AnalyticsEngine(options, FixedClock.In2026);
        foreach ((string name, byte[] content) in Inputs.Folder.Value)
        {
            using var stream = new PiecewiseStream(content, 1_700);
            engine.Ingest(stream, new IngestionSource(name));
        }

        ReferenceLog expected = Comparison.Read(Inputs.Folder.Value);
        Comparison.CountsEqual(expected, engine.Ingestion);
        Comparison.PanelsEqual(
            ReferencePanels.All(expected.Records, CatalogGrammar.Entries.Concat(InsightEntries.All)), Comparison.Panels(engine.GetAnswer()));
    }

    [Fact]
    public void PanelsAreTheSameWhateverReadsTheRecords()
    {
        byte[] log = s_mixed.Value;
        Assert.Equal(Answer(learns: false), Answer(learns: true));

        string Answer(bool learns)
        {
            AnalyticsOptions options = InsightEntries.Options(EngineMode.Files);
            options.Reader = new AccessLogReaderOptions { LearnsTemplates = learns };
            var engine = new AnalyticsEngine(options, FixedClock.In2026);
            engine.Ingest(log, new IngestionSource("log"));
            return JsonSerializer.Serialize(engine.GetAnswer(), AnalyticsJsonContext.Default.AnalyticsAnswer);
        }
    }

    [Fact]
    public void AggregatorsEqualTheReferenceMergedAndSaved()
    {
        PanelAggregator[][] parts = [.. Enumerable.Range(0, 3).Select(_ => InsightEntries.Dashboard.Panels.Select(panel => panel.CreateAggregator()).ToArray())];
        var random = new Random(8);
        using (var reader = new AccessLogReader(new MemoryStream(s_mixed.Value), timeProvider: FixedClock.In2026))
        {
            while (reader.Read())
            {
                AccessLogRecord record = reader.Current;
                foreach (PanelAggregator aggregator in parts[random.Next(parts.Length)])
                {
                    aggregator.Add(record);
                }
            }
        }

        for (int i = 0; i < parts[0].Length; i++)
        {
            using var states = new MemoryStream();
            parts[2][i].WriteTo(states);
            states.Position = 0;
            parts[0][i].ReadFrom(states);
            parts[0][i].MergeFrom(parts[1][i]);
        }

        Comparison.PanelsEqual(
            ReferencePanels.All(Comparison.Read(s_mixed.Value).Records, InsightEntries.All),
            parts[0].ToDictionary(
                aggregator => aggregator.Panel.Id,
                aggregator => JsonNode.Parse(JsonSerializer.Serialize(aggregator.Snapshot(), PanelJsonContext.Default.PanelData))!));
    }

    [Fact]
    public async Task MergedEnginesEqualTheReference()
    {
        byte[] fuzzed = FuzzedLog.Json(9, 900);
        byte[] rest = SyntheticLog.ToArray(Inputs.Traffic(900, 60, 177), SyntheticLayout.Rest);
        AnalyticsEngine[] engines = [Engine(EngineMode.Files), Engine(EngineMode.Files)];
        engines[0].Ingest(fuzzed, new IngestionSource("fuzzed"));
        engines[1].Ingest(rest, new IngestionSource("rest"));
        using var saved = new MemoryStream();
        await engines[1].SaveAsync(saved);
        saved.Position = 0;
        await engines[0].LoadAsync(saved);

        var expected = Comparison.Read(fuzzed, rest);
        Comparison.PanelsEqual(ReferencePanels.All(expected.Records, InsightEntries.All), Comparison.Panels(engines[0].GetAnswer()));
    }

    [Theory]
    [InlineData(90, 17.5)]
    [InlineData(700, 30)]
    [InlineData(1500, 600.25)]
    [InlineData(9000, 0)]
    public void LiveRangesEqualTheReference(double from, double to)
    {
        List<ReferenceRecord> records = Comparison.Read(s_mixed.Value).Records;
        var clock = new FixedClock(DateTimeOffset.FromUnixTimeMilliseconds(records.Max(record => record.Time)));
        AnalyticsEngine engine = Engine(EngineMode.Live, clock);
        foreach (byte[] part in Inputs.Shuffled(Lines(s_mixed.Value), 3).Chunk(400).Select(Inputs.Join))
        {
            engine.Ingest(part, new IngestionSource("part"));
        }

        var query = new PanelQuery { From = clock.GetUtcNow().AddMinutes(-from), To = clock.GetUtcNow().AddMinutes(-to) };
        Comparison.StatedRangesEqual(records, engine, query, entries: InsightEntries.All);
        Comparison.StatedRangesEqual(records, engine, query with { Filters = query.Filters.Add("stage", "pr*") }, entries: InsightEntries.All);
    }

    [Theory]
    [InlineData("faultParty", "back*")]
    [InlineData("route", "(unmatched)")]
    [InlineData("consumerKind", "iam")]
    [InlineData("gatewayOverhead", "1*")]
    public void FiltersByDerivedFieldsEqualTheReference(string field, string pattern)
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.RecordFilters.Add(field, pattern);
        var engine = new AnalyticsEngine(options, FixedClock.In2026);
        engine.Ingest(s_mixed.Value, new IngestionSource("log"));

        string start = pattern.TrimEnd('*');
        ReferenceRecord[] read = [.. Comparison.Read(s_mixed.Value).Records.Where(record =>
            $"{record[field]}" is var value && (pattern.EndsWith('*') ? value.StartsWith(start, StringComparison.OrdinalIgnoreCase) : value == pattern))];
        Assert.NotEmpty(read);
        Comparison.PanelsEqual(read, engine.GetAnswer());
    }

    private static byte[][] Lines(byte[] log)
    {
        var lines = new List<byte[]>();
        for (int start = 0; start < log.Length;)
        {
            int end = Array.IndexOf(log, (byte)'\n', start) + 1;
            lines.Add(log[start..(end == 0 ? log.Length : end)]);
            start += lines[^1].Length;
        }

        return [.. lines];
    }

    private static AnalyticsEngine Engine(EngineMode mode, TimeProvider? clock = null) => new(InsightEntries.Options(mode), clock ?? FixedClock.In2026);

    private static void Compare(byte[] log)
    {
        ReferenceLog expected = Comparison.Read(log);
        Assert.NotEmpty(expected.Records);
        AnalyticsEngine engine = Engine(EngineMode.Files);
        engine.Ingest(log, new IngestionSource("log"));
        Comparison.CountsEqual(expected, engine.Ingestion);
        Comparison.PanelsEqual(ReferencePanels.All(expected.Records, InsightEntries.All), Comparison.Panels(engine.GetAnswer()));
    }
}
