using System.Text.Json;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Query;

/// <summary>What is remembered of earlier questions changes no answer, and takes bounded memory.</summary>
public sealed class RememberedAnswersTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    // Short, so that a few days of the clock see everything become coarser and go.
    private static readonly Retention s_retention = new()
    {
        NarrowMinutes = TimeSpan.FromHours(3),
        NarrowQuarters = TimeSpan.FromHours(10),
        NarrowHours = TimeSpan.FromDays(2),
        WideMinutes = TimeSpan.FromHours(1),
        WideHours = TimeSpan.FromHours(5),
        Days = TimeSpan.FromDays(9),
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnswersEqualThoseOfAnEngineThatRemembersNothing(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock(s_start);
        AnalyticsEngine asked = NewEngine(clock);
        var fed = new List<(DateTimeOffset Now, byte[] Records)>();
        for (int step = 0; step < 60; step++)
        {
            TimeSpan late = random.Next(4) == 0 ? TimeSpan.FromDays(random.Next(1, 12)) : TimeSpan.FromMinutes(10);
            fed.Add((clock.Now, ModelRecord.Lines(Enumerable.Range(0, random.Next(1, 80)).Select(_ => ModelRecord.Random(random, clock.Now - (late * random.NextDouble()))))));
            asked.Ingest(fed[^1].Records, new IngestionSource("records"));
            AnalyticsEngine? fresh = step % 12 == 11 ? Replay(fed, clock) : null;
            foreach (PanelQuery query in Queries(clock.Now))
            {
                string answer = Ask(asked, query);
                Assert.Equal(answer, Ask(asked, query));
                if (fresh is not null)
                {
                    fresh.ForgetAnswers();
                    Assert.Equal(Ask(fresh, query), answer);
                }
            }

            clock.Now += random.Next(6) switch
            {
                0 => TimeSpan.FromHours(random.Next(1, 40)),
                1 => TimeSpan.FromMinutes(random.Next(1, 100)),
                _ => TimeSpan.FromSeconds(random.Next(1, 100)),
            };
        }
    }

    [Fact]
    public void IsBoundedAndChangesNothingUnderMemoryPressure()
    {
        var random = new Random(3);
        var clock = new ManualClock(s_start);
        AnalyticsEngine engine = NewEngine(clock, memoryLimit: 16_000_000);
        long most = 0;
        for (int step = 0; step < 12; step++)
        {
            clock.Now += TimeSpan.FromHours(1);
            engine.Ingest(
                ModelRecord.Lines(Enumerable.Range(0, 12_000).Select(i => ModelRecord.Random(random, clock.Now - TimeSpan.FromMinutes(50 * random.NextDouble()))
                    with
                { Address = $"10.{step}.{i / 250}.{i % 250}", Tenant = $"tenant {step % 3} {i}" })),
                new IngestionSource("records"));
            foreach (PanelQuery query in Queries(clock.Now))
            {
                string answer = Ask(engine, query);
                Assert.True(engine.AnswerBytes <= 16_000_000 / 4, $"{engine.AnswerBytes} bytes in step {step}");
                most = Math.Max(most, engine.AnswerBytes);
                engine.ForgetAnswers();
                Assert.Equal(0, engine.AnswerBytes);
                Assert.Equal(answer, Ask(engine, query));
            }
        }

        Assert.True(most > 0);
        Assert.Equal(12 * 12_000, ((ValueData)engine.GetPanel("model/total", new PanelQuery { Last = TimeSpan.FromDays(2) })).Value);
    }

    [Fact]
    public void ManyQuestionsAreForgottenInTime()
    {
        var random = new Random(5);
        var clock = new ManualClock(s_start);
        AnalyticsEngine engine = NewEngine(clock, memoryLimit: 16_000_000);
        engine.Ingest(
            ModelRecord.Lines(Enumerable.Range(0, 4_000).Select(i => ModelRecord.Random(random, clock.Now - TimeSpan.FromHours(8 * random.NextDouble()))
                with
            { Address = $"10.0.{i / 250}.{i % 250}" })),
            new IngestionSource("records"));
        for (int minutes = 200; minutes < 500; minutes++)
        {
            engine.GetAnswer(new PanelQuery { From = clock.Now.AddMinutes(-minutes), To = clock.Now.AddMinutes(-minutes / 4) });
            Assert.True(engine.AnswerBytes <= 4_000_000);
        }

        Assert.True(engine.AnswerBytes > 1_000_000);
    }

    [Fact]
    public async Task QuestionsSeeWholeRecordsWhileOthersCome()
    {
        var random = new Random(7);
        var clock = new ManualClock(s_start);
        AnalyticsEngine engine = NewEngine(clock);
        byte[][] parts = [.. Enumerable.Range(0, 150).Select(i =>
            ModelRecord.Lines(Enumerable.Range(0, 20).Select(_ => ModelRecord.Random(random, clock.Now - (i % 3 * TimeSpan.FromHours(20 * random.NextDouble()))))))];
        Task feeding = Task.Run(() => Array.ForEach(parts, part => engine.Ingest(part, new IngestionSource("records"))));
        double last = 0;
        while (!feeding.IsCompleted)
        {
            DashboardData dashboard = engine.GetDashboard("model", new PanelQuery { Last = TimeSpan.FromDays(4) });
            double total = ((ValueData)dashboard.Panels[0]).Value ?? 0;
            Assert.True(total >= last && total % 20 == 0, $"{total} after {last}");
            Assert.Equal(total, total == 0 ? 0 : ((RowsData)dashboard.Panels[1]).Rows.Rows.Sum(row => row[^1].Number));
            last = total;
        }

        await feeding;
        Assert.Equal(3_000, ((ValueData)engine.GetPanel("model/total", new PanelQuery { Last = TimeSpan.FromDays(4) })).Value);
    }

    private static AnalyticsEngine NewEngine(ManualClock clock, long memoryLimit = 256_000_000)
    {
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.Retention = s_retention;
        options.MemoryLimit = memoryLimit;
        return new AnalyticsEngine(options, clock);
    }

    /// <summary>A new engine that gets the same records at the same times of the clock.</summary>
    private static AnalyticsEngine Replay(List<(DateTimeOffset Now, byte[] Records)> fed, ManualClock clock)
    {
        DateTimeOffset now = clock.Now;
        AnalyticsEngine engine = NewEngine(clock);
        foreach ((DateTimeOffset then, byte[] records) in fed)
        {
            clock.Now = then;
            engine.Ingest(records, new IngestionSource("records"));
        }

        clock.Now = now;
        return engine;
    }

    private static PanelQuery[] Queries(DateTimeOffset now)
    {
        var all = new PanelQuery { Last = TimeSpan.FromDays(7) };
        return
        [
            new(),
            all,
            all with { Filters = all.Filters.Add("stage", "prod") },
            all with { Filters = all.Filters.Add("apiName", "api1").Add("stage", "*o*") },
            new() { From = s_start.AddHours(-30) },
            new() { From = now.AddMinutes(-1_000), To = now.AddMinutes(-100) },
            new() { Last = TimeSpan.FromMinutes(90) },
        ];
    }

    private static string Ask(AnalyticsEngine engine, PanelQuery query) =>
        JsonSerializer.Serialize(engine.GetAnswer(query), AnalyticsJsonContext.Default.AnalyticsAnswer);
}
