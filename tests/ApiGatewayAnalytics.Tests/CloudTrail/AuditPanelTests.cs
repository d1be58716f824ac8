using System.Text;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Engine;
using ApiGatewayAnalytics.Tests.Parity;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.CloudTrail;

/// <summary>The sixteen panels against the slow reference, through every way that leads to them.</summary>
public sealed class AuditPanelTests
{
    private static readonly DateTimeOffset s_end = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[][] s_events = TrailInputs.Events(4000, seed: 9, others: 0.05);
    private static readonly ReferenceTrail s_reference = Reference(s_events);

    [Fact]
    public void ThirtyThousandEventsMatchAPlainCount()
    {
        byte[][] events = TrailInputs.Events(30_000, seed: 3, others: 0.01, redelivered: 0.05);
        AnalyticsEngine engine = Engine(EngineMode.Files);
        foreach (byte[][] part in events.Chunk(7000))
            engine.Ingest(TrailInputs.Gzip(TrailInputs.Wrap(part, "file")), new IngestionSource("part"));
        var texts = events.Select(bytes => JsonNode.Parse(bytes)!).Where(node => (string)node["eventSource"]! == "apigateway.amazonaws.com").ToList();
        var distinct = texts.DistinctBy(node => (string)node["eventID"]!).ToList();
        Assert.True(distinct.Count < texts.Count);
        Assert.Equal(distinct.Count, engine.Ingestion.Accepted);
        Assert.Equal(texts.Count - distinct.Count, engine.Ingestion.Duplicates);
        Assert.Equal(30_000 - texts.Count, engine.Ingestion.Skipped["other-event-source"]);

        IReadOnlyDictionary<string, JsonNode> panels = Comparison.Panels(engine.GetAnswer(), "audit-events/");
        var codes = distinct.Select(node => (string?)node["errorCode"]).OfType<string>().GroupBy(code => code).ToDictionary(group => group.Key, group => (long)group.Count());
        Assert.Equal(codes, panels["audit-events/top-error-codes"]["rows"]!["rows"]!.AsArray().ToDictionary(row => (string)row![0]!, row => (long)row![1]!));
        Assert.Equal(distinct.Count, panels["audit-events/event-status"]["rows"]!["rows"]!.AsArray().Sum(row => (long)row![1]!));
        ReferenceTrail reference = Reference(events);
        Assert.Equal(distinct.Count, reference.Records.Count);
        AssertEqual(reference, engine.GetAnswer());
    }

    [Theory]
    [InlineData(EngineMode.Files)]
    [InlineData(EngineMode.Live)]
    public void PanelsEqualTheReference(EngineMode mode)
    {
        AnalyticsEngine engine = Engine(mode);
        foreach (byte[][] part in s_events.Chunk(1300).Reverse())
            engine.Ingest(TrailInputs.Wrap(part, "file"), new IngestionSource("part"));
        AssertEqual(s_reference, engine.GetAnswer(new PanelQuery { From = s_end.AddDays(-1), To = s_end }), s_end.AddDays(-1), s_end);
    }

    [Theory]
    [InlineData("account", "2109*")]
    [InlineData("region", "eu-*")]
    [InlineData("apiName", "service-00*")]
    public void FiltersEqualTheReference(string field, string pattern)
    {
        AnalyticsEngine engine = Engine(EngineMode.Live);
        engine.Ingest(TrailInputs.Wrap(s_events, "lines"), new IngestionSource("lines"));
        var query = new PanelQuery { From = s_end.AddDays(-1), To = s_end };
        query = query with { Filters = query.Filters.Add(field, pattern) };
        ReferenceQuery expected = s_reference.Query with { From = query.From, To = query.To, Filters = new Dictionary<string, string> { [field] = pattern } };
        AssertEqual(expected, s_reference, engine.GetAnswer(query with { Dashboards = ["audit-events"] }));
        Assert.Throws<ArgumentException>(() => engine.GetDashboard("audit-events", query with { Filters = query.Filters.Add("stage", "prod") }));
    }

    /// <summary>Two sources in one stream, record by record: each lands where it belongs.</summary>
    [Fact]
    public void AMixtureIsToldApart()
    {
        byte[] log = SyntheticLog.ToArray(new SyntheticTraffic { Records = 3000, Start = s_end.AddDays(-1), Duration = TimeSpan.FromHours(20) }, SyntheticLayout.Rest);
        string[] lines = Encoding.UTF8.GetString(log).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var random = new Random(4);
        var mixed = new StringBuilder();
        int next = 0;
        foreach (string line in lines)
        {
            while (next < s_events.Length && random.Next(3) == 0)
                mixed.Append(Encoding.UTF8.GetString(s_events[next++])).Append('\n');
            mixed.Append(line).Append('\n');
        }

        ReferenceTrail trail = Reference(s_events.Take(next));
        ReferenceLog logs = Comparison.Read(log);
        AnalyticsEngine engine = Engine(EngineMode.Files);
        engine.Ingest(Encoding.UTF8.GetBytes(mixed.ToString()), new IngestionSource("mixed"));
        long oldest = Math.Min(logs.Records.Min(record => record.Time), trail.Records.Min(record => record.Time));
        long newest = Math.Max(logs.Records.Max(record => record.Time), trail.Records.Max(record => record.Time));
        (DateTimeOffset from, DateTimeOffset to) = (DateTimeOffset.FromUnixTimeMilliseconds(oldest), DateTimeOffset.FromUnixTimeMilliseconds(newest + 1));
        AnalyticsAnswer answer = engine.GetAnswer();
        AssertEqual(trail, answer, from, to);
        Comparison.PanelsEqual(logs.Records, answer, new ReferenceQuery { From = from, To = to, ApiNames = trail.ApiNames });
        Assert.Equal(trail.Records.Count + logs.Records.Count, engine.Ingestion.Accepted);
        Assert.Empty(engine.Ingestion.Rejected);
    }

    [Fact]
    public void ASourceThatNobodyAsksForIsSkipped()
    {
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.Dashboards.Clear();
        options.Dashboards.Add(AccessLogsOverview.Dashboard);
        var logs = new AnalyticsEngine(options, FixedClock.In2026);
        logs.Ingest(TrailInputs.Wrap(s_events, "file"), new IngestionSource("trail"));
        Assert.Equal((0, s_reference.Records.Count), (logs.Ingestion.Records - logs.Ingestion.Duplicates, (int)logs.Ingestion.Skipped["other-source"]));

        options.Dashboards.Clear();
        options.Dashboards.Add(AuditEvents.Dashboard);
        var trail = new AnalyticsEngine(options, FixedClock.In2026);
        trail.Ingest(SyntheticLog.ToArray(new SyntheticTraffic { Records = 100 }, SyntheticLayout.Http), new IngestionSource("log"));
        Assert.Equal((0, 100), ((int)trail.Ingestion.Records, (int)trail.Ingestion.Skipped["other-source"]));
        Assert.All(trail.GetDashboard("audit-events").Panels, panel => Assert.Contains(panel.Status, (PanelStatus[])[PanelStatus.NoData, PanelStatus.NotConfigured]));
    }

    [Fact]
    public async Task WhatWasSavedIsReadOnce()
    {
        AnalyticsEngine first = Engine(EngineMode.Files);
        first.Ingest(TrailInputs.Wrap(s_events.Take(2500), "lines"), new IngestionSource("a"));
        using var saved = new MemoryStream();
        await first.SaveAsync(saved);
        saved.Position = 0;
        AnalyticsEngine second = Engine(EngineMode.Files);
        await second.LoadAsync(saved);
        second.Ingest(TrailInputs.Wrap(s_events.Skip(1500), "delivery"), new IngestionSource("b"));
        AssertEqual(s_reference, second.GetAnswer());
    }

    [Fact]
    public void AggregatorsEqualTheReference()
    {
        PanelAggregator[] aggregators = [.. AuditEvents.Dashboard.Panels.Select(panel => panel.CreateAggregator())];
        using (var reader = new CloudTrailReader(
            new MemoryStream(TrailInputs.Wrap(s_events, "file")), new CloudTrailReaderOptions { LeavesOutDuplicates = true }, timeProvider: FixedClock.In2026))
        {
            while (reader.Read())
            {
                CloudTrailRecord record = reader.Current;
                foreach (PanelAggregator aggregator in aggregators)
                    aggregator.Add(record);
            }
        }

        var query = new ReferenceQuery();
        IReadOnlyDictionary<string, JsonNode> panels = aggregators.ToDictionary(
            aggregator => aggregator.Panel.Id,
            aggregator => JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(aggregator.Snapshot(), PanelJsonContext.Default.PanelData))!);
        var reference = new ReferencePanels(s_reference.Records, query);
        Comparison.PanelsEqual(CatalogGrammar.AuditEntries.Select(reference.Answer).ToList(), panels);
        Assert.Throws<InvalidOperationException>(() => AccessLogsOverview.TotalRequests.CreateAggregator().Add(default(CloudTrailRecord)));
    }

    private static AnalyticsEngine Engine(EngineMode mode) => new(new AnalyticsOptions { Mode = mode }, new ManualClock(s_end.AddMinutes(-1)));

    private static ReferenceTrail Reference(IEnumerable<byte[]> events)
    {
        var trail = new ReferenceTrail();
        foreach (byte[] bytes in events)
            trail.Add(bytes);
        return trail;
    }

    private static void AssertEqual(ReferenceTrail expected, AnalyticsAnswer actual, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        AssertEqual(expected.Query with { From = from, To = to }, expected, actual);

    private static void AssertEqual(ReferenceQuery query, ReferenceTrail expected, AnalyticsAnswer actual)
    {
        var reference = new ReferencePanels(expected.Records, query);
        Comparison.PanelsEqual(CatalogGrammar.AuditEntries.Select(reference.Answer).ToList(), Comparison.Panels(actual, "audit-events/"));
    }
}
