using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Panels of a host over fields of its own, in every place where panels work, against LINQ.</summary>
public sealed class HostPanelsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    private static readonly ModelRecord[] s_records = Records();

    public static TheoryData<string> Ids => [.. ModelPanels.Dashboard.Panels.Select(panel => panel.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void AreAnsweredByTheEngine(string id)
    {
        foreach (EngineMode mode in Enum.GetValues<EngineMode>())
        {
            var engine = new AnalyticsEngine(ModelPanels.Options(mode), new ManualClock(s_now));
            foreach (ModelRecord[] part in s_records.Chunk(700))
                engine.Ingest(ModelRecord.Lines(part), new IngestionSource("part"));
            PanelData data = engine.GetPanel(id);
            Assert.Equal(ModelAnswers.Expect(data, s_records), ModelAnswers.Describe(data));
            Assert.True(data.Exact);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void AreAnsweredBare(string id)
    {
        PanelDefinition panel = ModelPanels.Dashboard.Panels.Single(panel => panel.Id == id);
        PanelAggregator[] parts = [.. Enumerable.Range(0, 3).Select(_ => panel.CreateAggregator(ModelPanels.Reader))];
        using var reader = new AccessLogReader(
            new MemoryStream(ModelRecord.Lines(s_records)), ModelPanels.Reader, timeProvider: new ManualClock(s_now));
        for (int i = 0; reader.Read(); i++)
            parts[i % parts.Length].Add(reader.Current);
        string before = ModelAnswers.Describe(parts[1].Snapshot());
        parts[0].MergeFrom(parts[1]);
        using var saved = new MemoryStream();
        parts[2].WriteTo(saved);
        saved.Position = 0;
        parts[0].ReadFrom(saved);

        PanelData data = parts[0].Snapshot();

        Assert.Equal(ModelAnswers.Expect(data, s_records), ModelAnswers.Describe(data));
        Assert.Equal(ModelAnswers.Describe(data), ModelAnswers.Describe(parts[0].Snapshot()));
        Assert.Equal(before, ModelAnswers.Describe(parts[1].Snapshot()));
        Assert.Equal(PanelStatus.NoData, panel.CreateAggregator(ModelPanels.Reader).Snapshot().Status);
    }

    [Fact]
    public void WorkBesideThoseOfTheLibrary()
    {
        var options = new AnalyticsOptions { Reader = ModelPanels.Reader };
        options.Dashboards.Add(ModelPanels.Dashboard);
        var engine = new AnalyticsEngine(options, new ManualClock(s_now));
        engine.Ingest(ModelRecord.Lines(s_records), new IngestionSource("all"));
        AnalyticsAnswer answer = engine.GetAnswer();
        Assert.Equal(DashboardCatalog.All.Length + 1, answer.Dashboards.Length);
        Assert.All(answer.Dashboards[^1].Panels, data => Assert.Equal(ModelAnswers.Expect(data, s_records), ModelAnswers.Describe(data)));
        Assert.Equal(s_records.Length, ((ValueData)answer.Dashboards.Single(dashboard => dashboard.Id == AccessLogsOverview.Dashboard.Id).Panels[0]).Value);
    }

    [Fact]
    public void AnAggregatorOfAnotherPanelIsRefused()
    {
        PanelAggregator aggregator = ModelPanels.ByTenant.CreateAggregator(ModelPanels.Reader);
        PanelAggregator other = ModelPanels.Newest.CreateAggregator(ModelPanels.Reader);
        var exception = Assert.Throws<ArgumentException>(() => aggregator.MergeFrom(other));
        Assert.Contains("model/newest", exception.Message, StringComparison.Ordinal);
        using var saved = new MemoryStream();
        other.WriteTo(saved);
        saved.Position = 0;
        Assert.Throws<InvalidDataException>(() => aggregator.ReadFrom(saved));
    }

    private static ModelRecord[] Records()
    {
        var random = new Random(31);
        return [.. Enumerable.Range(0, 4_000).Select(_ => ModelRecord.Random(random, s_now - TimeSpan.FromMinutes(100 * random.NextDouble())))];
    }
}
