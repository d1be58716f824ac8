using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>A list of records against the live engine, under random sequences of what can happen to one.</summary>
public sealed class ModelEngineTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);
    private static readonly string[] s_stages = ["prod", "TEST", "p*", "*", "nothing"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task AgreesWithAListOfRecords(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock(s_start);
        var engine = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), clock);
        var model = new List<ModelRecord>();
        for (int step = 0; step < 45; step++)
        {
            switch (random.Next(10))
            {
                case < 3:
                    Feed(engine, NewRecords(TimeSpan.FromMinutes(10)));
                    break;
                case < 5:
                    Feed(engine, NewRecords(TimeSpan.FromDays(random.Next(1, 12))));
                    break;
                case 5:
                    clock.Now += TimeSpan.FromMinutes(random.Next(1, 600));
                    break;
                case 6:
                    clock.Now += TimeSpan.FromHours(random.Next(1, 100));
                    break;
                case 7:
                    engine = await Reopen(engine, clock);
                    break;
                case 8:
                    var other = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), clock);
                    Feed(other, NewRecords(TimeSpan.FromDays(3)));
                    await Load(engine, await Save(other));
                    break;
                default:
                    Query($"seed {seed}, step {step}");
                    break;
            }
        }

        Query($"seed {seed}, the end");
        Assert.Equal(model.Count, engine.Ingestion.Accepted);

        ModelRecord[] NewRecords(TimeSpan span)
        {
            ModelRecord[] records = [.. Enumerable.Range(0, random.Next(1, 150)).Select(_ => ModelRecord.Random(random, clock.Now - (span * random.NextDouble())))];
            model.AddRange(records);
            return records;
        }

        void Query(string what)
        {
            for (int i = 0; i < 3; i++)
            {
                PanelQuery query = RandomQuery(random, clock.Now);
                DashboardData dashboard = engine.GetDashboard("model", query);
                ModelRecord[] filtered = [.. model.Where(record => Passes(record, query))];
                Assert.All(dashboard.Panels, panel => Check(panel, query, filtered, $"{what}, {query}", clock.Now));
            }
        }
    }

    private static PanelQuery RandomQuery(Random random, DateTimeOffset now)
    {
        PanelQuery query = random.Next(4) switch
        {
            0 => new PanelQuery(),
            1 => new PanelQuery { Last = TimeSpan.FromMinutes(random.Next(1, 3_000)) },
            2 => new PanelQuery { From = now - TimeSpan.FromMinutes(random.Next(1, 30_000)) },
            _ => new PanelQuery { From = now - TimeSpan.FromMinutes(random.Next(700, 1_400)), To = now - TimeSpan.FromMinutes(random.Next(0, 600)) },
        };
        if (random.Next(3) == 0)
            query = query with { Filters = query.Filters.Add("stage", s_stages[random.Next(s_stages.Length)]) };
        if (random.Next(4) == 0)
            query = query with { Filters = query.Filters.Add("apiName", "API1") };
        return query;
    }

    private static bool Passes(ModelRecord record, PanelQuery query) => query.Filters.All(filter => filter switch
    {
        ("apiName", _) => record.ApiId == "api1",
        (_, "p*") => record.Stage == "prod",
        (_, "*") => true,
        (_, var stage) => string.Equals(record.Stage, stage, StringComparison.OrdinalIgnoreCase),
    });

    private static void Check(PanelData panel, PanelQuery query, IEnumerable<ModelRecord> model, string what, DateTimeOffset now)
    {
        what = $"{what}, {panel.Id} over {panel.Range}";
        if (query.From is { } from)
            Assert.True(panel.Range.From <= from && panel.Range.From > from.AddDays(-1).AddMinutes(-1), what);
        if (query.To is { } to)
            Assert.True(panel.Range.To >= to && panel.Range.To < to.AddDays(1).AddMinutes(1), what);
        if (query.Last is { } last)
            Assert.True(panel.Range.From <= now - last + TimeSpan.FromMinutes(1), what);
        Assert.Equal(0, panel.Range.From.Second);

        ModelRecord[] records = [.. model.Where(record => record.Time >= panel.Range.From && record.Time < panel.Range.To)];
        Assert.True(panel.Exact, what);
        bool agrees = ModelAnswers.Expect(panel, records) == ModelAnswers.Describe(panel);
        Assert.True(agrees, agrees ? "" : $"{what}\nexpected:\n{ModelAnswers.Expect(panel, records)}\nactual:\n{ModelAnswers.Describe(panel)}");
        Assert.Equal(records.Length == 0 ? PanelStatus.NoData : PanelStatus.Ok, panel.Status);
    }

    private static void Feed(AnalyticsEngine engine, ModelRecord[] records) =>
        engine.Ingest(ModelRecord.Lines(records), new IngestionSource("records"));

    private static async Task<AnalyticsEngine> Reopen(AnalyticsEngine engine, ManualClock clock)
    {
        var other = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), clock);
        await Load(other, await Save(engine));
        return other;
    }

    private static async Task<byte[]> Save(AnalyticsEngine engine)
    {
        using var content = new MemoryStream();
        await engine.SaveAsync(content);
        return content.ToArray();
    }

    private static async Task Load(AnalyticsEngine engine, byte[] saved)
    {
        using var content = new MemoryStream(saved);
        await engine.LoadAsync(content);
    }
}
