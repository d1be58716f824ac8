using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;
using ApiGatewayAnalytics.Tests.Engine;

namespace ApiGatewayAnalytics.Tests.Monitoring;

/// <summary>What is remembered of judging a range changes nothing of what is said of it later, whatever comes meanwhile.</summary>
public sealed class RememberedJudgementTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);
    private static readonly string[] s_apis = ["orders", "search", "rates"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TimelinesEqualThoseOfAnEngineThatWasNeverAsked(int seed)
    {
        var random = new Random(seed);
        var clock = new ManualClock(s_start);
        var names = new Names();
        AnalyticsEngine asked = NewEngine(clock, names, seed);
        var fed = new List<(DateTimeOffset Now, byte[] Bytes)>();
        int events = 0;
        for (int step = 0; step < 70; step++)
        {
            // Mostly as time goes by, at times long after.
            TimeSpan late = random.Next(4) == 0 ? TimeSpan.FromHours(random.Next(1, 60)) : TimeSpan.Zero;
            Feed(Requests(random, clock.Now - late, random.Next(5, 90)));
            if (random.Next(3) == 0)
            {
                Feed(Metrics(random, clock.Now - late, random.Next(5, 90)));
            }

            if (random.Next(20) == 0)
            {
                names.Rename();
            }

            foreach (PanelQuery query in Queries(clock.Now))
            {
                MonitorTimeline timeline = asked.GetMonitorTimeline(query);
                Equal(timeline, asked.GetMonitorTimeline(query));
                events += timeline.Events.Length;
                if (step % 7 == 6)
                {
                    Equal(Replay().GetMonitorTimeline(query), timeline);
                }
            }

            clock.Now += random.Next(8) switch
            {
                0 => TimeSpan.FromHours(random.Next(1, 30)),
                1 => TimeSpan.FromMinutes(random.Next(1, 400)),
                _ => TimeSpan.FromSeconds(random.Next(1, 200)),
            };
        }

        Assert.True(events > 1_000, $"There were {events} events.");
        Assert.InRange(asked.AnswerBytes, 1, 4_000_000);

        void Feed(byte[] bytes)
        {
            fed.Add((clock.Now, bytes));
            asked.Ingest(bytes, new IngestionSource("records"));
        }

        AnalyticsEngine Replay()
        {
            DateTimeOffset now = clock.Now;
            AnalyticsEngine engine = NewEngine(clock, names, seed);
            foreach ((DateTimeOffset then, byte[] bytes) in fed)
            {
                clock.Now = then;
                engine.Ingest(bytes, new IngestionSource("records"));
            }

            clock.Now = now;
            return engine;
        }
    }

    [Fact]
    public void WhatIsOverIsNotJudgedAgainAndForgottenInTime()
    {
        var random = new Random(11);
        var clock = new ManualClock(s_start);
        AnalyticsEngine engine = NewEngine(clock, new Names(), 1);
        for (int hours = 0; hours < 60; hours++)
        {
            engine.Ingest(Requests(random, clock.Now, 60), new IngestionSource("records"));
            clock.Now += TimeSpan.FromHours(1);
        }

        PanelQuery query = new() { Last = TimeSpan.FromDays(2) };
        MonitorTimeline first = engine.GetMonitorTimeline(query);
        long remembered = engine.AnswerBytes;
        Assert.True(remembered > 10_000, $"{remembered} bytes are remembered.");

        // The same stretches of a range that has moved on, and no copy of them.
        clock.Now += TimeSpan.FromMinutes(5);
        MonitorTimeline later = engine.GetMonitorTimeline(query);
        Assert.Equal(remembered, engine.AnswerBytes);
        Assert.Equal(first.Events.Where(happened => happened.At > later.Range.From.AddHours(4)), later.Events.Where(happened => happened.At > later.Range.From.AddHours(4)));

        for (int i = 0; i < 400; i++)
        {
            engine.GetMonitorTimeline(query with { Filters = query.Filters.Add("stage", $"*{i}") });
            Assert.True(engine.AnswerBytes <= 4_000_000);
        }

        engine.ForgetAnswers();
        Assert.Equal(0, engine.AnswerBytes);
        Equal(later, engine.GetMonitorTimeline(query));
    }

    private static void Equal(MonitorTimeline expected, MonitorTimeline actual)
    {
        Assert.Equal(expected.Events.AsEnumerable(), actual.Events.AsEnumerable());
        Assert.Equal((expected.Range, expected.SkippedMinutes, expected.Unwatched), (actual.Range, actual.SkippedMinutes, actual.Unwatched));
    }

    private static AnalyticsEngine NewEngine(ManualClock clock, Names names, int seed)
    {
        var options = new AnalyticsOptions
        {
            MemoryLimit = 16_000_000,
            ApiNameResolver = names,

            // Short, so that a few days of the clock see everything become coarser and go; at times minutes stay for monitors alone.
            Retention = new Retention
            {
                NarrowMinutes = TimeSpan.FromHours(20),
                NarrowQuarters = TimeSpan.FromHours(40),
                NarrowHours = TimeSpan.FromDays(3),
                WideHours = TimeSpan.FromHours(5),
                Days = TimeSpan.FromDays(9),
                MonitorMinutes = seed % 2 == 0 ? TimeSpan.FromDays(4) : TimeSpan.Zero,
            },
        };
        options.Dashboards.Clear();
        foreach (MonitorDefinition monitor in MonitorCatalog.All)
        {
            options.Monitors.Add(monitor);
        }

        if (seed % 3 == 0)
        {
            options.Monitors.Add(MonitorCatalog.LowTraffic with { Id = "hardly-any", Threshold = 30, Window = TimeSpan.FromHours(7) });
        }

        return new AnalyticsEngine(options, clock);
    }

    private static byte[] Requests(Random random, DateTimeOffset now, int minutes)
    {
        int failing = random.Next(3) == 0 ? random.Next(100) : 0;
        int latency = random.Next(3) == 0 ? 4_000 : 90;
        int apis = random.Next(1, s_apis.Length + 1);
        return Request.Log(Enumerable.Range(0, minutes * 2).Select(_ => new Request(now - TimeSpan.FromMinutes(minutes * random.NextDouble()))
        {
            Api = $"id-{s_apis[random.Next(apis)]}",
            Stage = random.Next(3) == 0 ? "dev" : "prod",
            Status = random.Next(100) < failing ? random.Next(2) == 0 ? 500 : 429 : 200,
            Latency = random.Next(latency + 1),
            IntegrationLatency = random.Next(latency + 1),
        }));
    }

    private static byte[] Metrics(Random random, DateTimeOffset now, int minutes)
    {
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        int failing = random.Next(30);
        return Datapoints.Encode(
            Enumerable.Range(0, minutes).SelectMany(ago => new[] { Point("Count", ago, 90), Point("5XXError", ago, random.Next(failing + 1)) }),
            SyntheticMetricEncoding.OpenTelemetry10);

        SyntheticDatapoint Point(string metric, int ago, double sum) => new()
        {
            Time = minute.AddMinutes(-ago),
            Metric = metric,
            Dimensions = [KeyValuePair.Create("ApiName", s_apis[ago % 2 * 2]), KeyValuePair.Create("Stage", "prod")],
            SampleCount = 90,
            Sum = sum,
            Maximum = 1,
        };
    }

    private static PanelQuery[] Queries(DateTimeOffset now)
    {
        var all = new PanelQuery { Last = TimeSpan.FromDays(7) };
        return
        [
            new(),
            all,
            all with { Filters = all.Filters.Add("stage", "prod") },
            all with { Filters = all.Filters.Add("apiName", "r*") },
            new() { From = s_start.AddHours(-30) },
            new() { From = now.AddMinutes(-1_000), To = now.AddMinutes(-100) },
            new() { Last = TimeSpan.FromMinutes(90) },
        ];
    }

    /// <summary>Names that change as time goes by.</summary>
    private sealed class Names : IApiNameResolver
    {
        public long Version { get; private set; }

        public void Rename() => Version++;

        public ApiDescription? Find(string apiId) => new(apiId, Version % 2 == 0 ? apiId[3..] : $"the {apiId[3..]}", null, null);
    }
}
