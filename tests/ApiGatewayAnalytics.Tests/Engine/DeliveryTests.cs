using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Ingestion;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Deliveries count as a whole or not at all.</summary>
public sealed class DeliveryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 10, 17, 23, TimeSpan.Zero);
    private static readonly IngestionSource s_source = new("delivery");

    private static readonly byte[][] s_samples =
    [
        .. Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "docs/samples")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    [Theory]
    [InlineData(EngineMode.Live)]
    [InlineData(EngineMode.Files)]
    public async Task NothingShowsBeforeAndEverythingAfter(EngineMode mode)
    {
        AnalyticsEngine engine = Create(mode);
        string empty = await DescribeAsync(engine);
        using (AnalyticsDelivery delivery = engine.BeginDelivery(s_source))
        {
            foreach (byte[] sample in s_samples)
                delivery.Ingest(sample);
            Assert.True(delivery.Ingestion.Accepted > 1_000);
            Assert.Equal(empty, await DescribeAsync(engine));
            Assert.True(delivery.TryCommit());
            Assert.Equal(0, delivery.Ingestion.Records);
            Assert.Throws<ObjectDisposedException>(() => delivery.TryCommit());
            Assert.Throws<ObjectDisposedException>(() => delivery.Ingest(s_samples[0]));
        }

        AnalyticsEngine plain = Create(mode);
        foreach (byte[] sample in s_samples)
            plain.Ingest(sample, s_source);
        Assert.Equal(Json(plain), Json(engine));

        // What was remembered is the same, too: the same once more adds only duplicates.
        foreach (byte[] sample in s_samples)
        {
            plain.Ingest(sample, s_source);
            engine.Ingest(sample, s_source);
        }

        Assert.Equal(Json(plain), Json(engine));
    }

    [Fact]
    public async Task WhatIsNotCommittedLeavesNothing()
    {
        AnalyticsEngine engine = Create(EngineMode.Live);
        string empty = await DescribeAsync(engine);
        using (AnalyticsDelivery delivery = engine.BeginDelivery(s_source))
        {
            foreach (byte[] sample in s_samples)
                delivery.Ingest(sample);
        }

        // Interrupted within a record, and failed within a compressed one.
        using (AnalyticsDelivery delivery = engine.BeginDelivery(s_source))
        {
            var failing = new InterruptedStream(s_samples[0], 1_000, () => throw new IOException("The wire is cut."));
            await Assert.ThrowsAsync<IOException>(() => delivery.IngestAsync(failing));
        }

        Assert.Equal(empty, await DescribeAsync(engine));
        using (AnalyticsDelivery delivery = engine.BeginDelivery(s_source))
        {
            foreach (byte[] sample in s_samples)
                await delivery.IngestAsync(new PiecewiseStream(sample, 700, 1, 70_000));
            Assert.True(delivery.TryCommit());
        }

        AnalyticsEngine plain = Create(EngineMode.Live);
        foreach (byte[] sample in s_samples)
            plain.Ingest(sample, s_source);
        Assert.Equal(Json(plain), Json(engine));
    }

    [Fact]
    public void EventsThatCameAnotherWayMeanwhileMakeItStartAnew()
    {
        byte[] subscription = s_samples.Single(sample => sample.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) && Gunzip(sample).Contains("logEvents"));
        byte[] trail = s_samples.Single(sample => sample.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) && Gunzip(sample).Contains("eventSource"));
        foreach (byte[] content in (byte[][])[subscription, trail])
        {
            AnalyticsEngine engine = Create(EngineMode.Files);
            using AnalyticsDelivery first = engine.BeginDelivery(s_source);
            using AnalyticsDelivery second = engine.BeginDelivery(s_source);
            first.Ingest(content);
            second.Ingest(content);
            second.Ingest("{\"requestId\":\"a\",\"status\":\"200\",\"requestTimeEpoch\":1780000000000}"u8.ToArray());
            Assert.True(first.TryCommit());
            string after = Json(engine);
            long accepted = engine.Ingestion.Accepted;
            Assert.False(second.TryCommit());
            Assert.Equal(after, Json(engine));

            using AnalyticsDelivery again = engine.BeginDelivery(s_source);
            again.Ingest(content);
            again.Ingest("{\"requestId\":\"a\",\"status\":\"200\",\"requestTimeEpoch\":1780000000000}"u8.ToArray());
            Assert.True(again.TryCommit());
            Assert.Equal(accepted + 1, engine.Ingestion.Accepted);
            Assert.True(engine.Ingestion.Duplicates >= accepted);
        }
    }

    [Fact]
    public void NamesAreLearnedWhenItCounts()
    {
        byte[] creation = """
            {"eventVersion":"1.08","userIdentity":{"type":"IAMUser"},"eventTime":"2026-06-01T10:00:00Z","eventSource":"apigateway.amazonaws.com",
             "eventName":"CreateRestApi","awsRegion":"eu-west-1","requestParameters":{"createRestApiInput":{"name":"orders"}},
             "responseElements":{"id":"a1b2c3d4e5","name":"orders"},"eventID":"a0000000-0000-4000-8000-000000000001","recipientAccountId":"123456789012"}
            """u8.ToArray();
        AnalyticsEngine engine = Create(EngineMode.Live);
        string before = Names(engine);
        using AnalyticsDelivery delivery = engine.BeginDelivery(s_source);
        delivery.Ingest(creation);
        Assert.Equal(before, Names(engine));
        Assert.True(delivery.TryCommit());
        AnalyticsEngine plain = Create(EngineMode.Live);
        plain.Ingest(creation, s_source);
        Assert.NotEqual(before, Names(plain));
        Assert.Equal(Names(plain), Names(engine));

        static string Names(AnalyticsEngine engine)
        {
            using var saved = new MemoryStream();
            engine.SaveAsync(saved).GetAwaiter().GetResult();
            using var content = new BrotliStream(new MemoryStream(saved.ToArray()[43..]), CompressionMode.Decompress);
            using var text = new StreamReader(content, Encoding.Latin1);
            return text.ReadToEnd().Contains("a1b2c3d4e5\u0006orders", StringComparison.Ordinal) ? "learned" : "unknown";
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PartsAreRecords(int seed)
    {
        var random = new Random(seed);
        ModelRecord[] records = [.. Enumerable.Range(0, 3_000).Select(_ => ModelRecord.Random(random, s_now.AddMinutes(-100 * random.NextDouble())))];
        var engine = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), new ManualClock(s_now));
        var plain = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), new ManualClock(s_now));
        plain.Ingest(ModelRecord.Lines(records), s_source);
        int broken = 0;
        using AnalyticsDelivery delivery = engine.BeginDelivery(s_source);
        for (int i = 0; i < records.Length;)
        {
            // One record without a line break, many with, compressed, or more than is copied; now and then one that is cut.
            int count = Math.Min(random.Next(4) switch { 0 => 1, 1 => random.Next(5), 2 => random.Next(60), _ => random.Next(2_000) }, records.Length - i);
            byte[] part = count == 1 ? Encoding.UTF8.GetBytes(records[i].Json()) : ModelRecord.Lines(records.AsSpan(i, count).ToArray());
            delivery.Ingest(random.Next(3) == 0 ? Gzip(part) : part);
            i += count;
            if (random.Next(4) == 0)
            {
                byte[] cut = Encoding.UTF8.GetBytes(records[0].Json())[..^random.Next(2, 40)];
                delivery.Ingest(random.Next(2) == 0 ? Gzip(cut) : cut);
                broken++;
            }
        }

        IngestionReport report = delivery.Ingestion;
        Assert.Equal(records.Length, report.Accepted - report.Repaired.Values.Sum());
        Assert.Equal(broken, report.Rejected.Values.Sum() + report.Repaired.Values.Sum());
        if (report.Repaired.Count == 0)
        {
            Assert.True(delivery.TryCommit());
            Assert.All(engine.GetDashboard("model").Panels, data => Assert.Equal(ModelAnswers.Expect(data, records), ModelAnswers.Describe(data)));
            Assert.All(plain.GetDashboard("model").Panels, data => Assert.Equal(ModelAnswers.Expect(data, records), ModelAnswers.Describe(data)));
        }
    }

    [Fact]
    public void LinesOfAnyFormatAreNotGlued()
    {
        string[] lines = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, "docs/samples/clf.log"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        AnalyticsEngine engine = Create(EngineMode.Files);
        using AnalyticsDelivery delivery = engine.BeginDelivery(s_source);
        foreach (string line in lines)
            delivery.Ingest(Encoding.UTF8.GetBytes(line));
        delivery.Ingest(ReadOnlyMemory<byte>.Empty);
        Assert.True(delivery.TryCommit());
        AnalyticsEngine plain = Create(EngineMode.Files);
        plain.Ingest(File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, "docs/samples/clf.log")), s_source);
        Assert.Equal(plain.Ingestion.Accepted, engine.Ingestion.Accepted);
        Assert.Equal(JsonSerializer.Serialize(plain.GetAnswer().Dashboards[0].Panels[0]), JsonSerializer.Serialize(engine.GetAnswer().Dashboards[0].Panels[0]));
    }

    [Fact]
    public void ABombOfOnePartDoesNotEndTheOthers()
    {
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.Reader = ModelPanels.Reader with { Limits = new IngestionOptions { ExpansionAllowance = 100_000, MaxExpansion = 10 } };
        var engine = new AnalyticsEngine(options, new ManualClock(s_now));
        using AnalyticsDelivery delivery = engine.BeginDelivery(s_source);
        byte[] record = Encoding.UTF8.GetBytes(ModelRecord.Random(new Random(1), s_now).Json());
        delivery.Ingest(record);
        delivery.Ingest(Gzip(new byte[10_000_000]));
        delivery.Ingest(Gzip(record));
        Assert.Equal(2, delivery.Ingestion.Accepted);
        Assert.Equal(1, delivery.Ingestion.Rejected["expansion-limit"]);
    }

    [Fact]
    public void MemoryOfOneDeliveryIsBounded()
    {
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.MemoryLimit = 16_000_000;
        var engine = new AnalyticsEngine(options, new ManualClock(s_now));
        using AnalyticsDelivery delivery = engine.BeginDelivery(s_source);
        const int Records = 150_000;
        for (int i = 0; i < Records; i += 1_000)
        {
            delivery.Ingest(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(i, 1_000).Select(n =>
                $$"""{"requestId":"r{{n}}","requestTimeEpoch":{{s_now.ToUnixTimeMilliseconds() - n}},"status":"{{(n % 2 == 0 ? 200 : 500)}}","ip":"{{n % 200}}.{{n / 200 % 200}}.{{n / 40_000}}.7","tenant":"t{{n}}"}""" + "\n"))));
        }

        Assert.InRange(delivery.Draft.Intake.Bytes + (delivery.Draft.Overflow?.Bytes ?? 0), 1, 12_000_000);
        Assert.NotNull(delivery.Draft.Overflow);
        Assert.Equal(0, engine.Ingestion.Records);
        Assert.True(delivery.TryCommit());
        DashboardData answer = engine.GetDashboard("model");
        Assert.Equal(Records, ((ValueData)answer.Panels[0]).Value);
        Assert.InRange(engine.Bytes, 1, 16_500_000);
    }

    [Fact]
    public async Task ConcurrentDeliveriesShowAsWholes()
    {
        const int Threads = 3, Deliveries = 25, Size = 40;
        var engine = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), new ManualClock(s_now));
        ModelRecord[][] parts = [.. Enumerable.Range(0, Threads * Deliveries).Select(seed => MakeRecords(seed))];
        Task[] senders =
        [
            .. Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                for (int i = 0; i < Deliveries; i++)
                {
                    using AnalyticsDelivery delivery = engine.BeginDelivery(s_source);
                    foreach (ModelRecord record in parts[thread * Deliveries + i])
                        delivery.Ingest(Encoding.UTF8.GetBytes(record.Json()));
                    if (i % 3 == 0)
                    {
                        using AnalyticsDelivery abandoned = engine.BeginDelivery(s_source);
                        abandoned.Ingest(ModelRecord.Lines(parts[0]));
                    }

                    Assert.True(delivery.TryCommit());
                }
            })),
        ];
        var all = Task.WhenAll(senders);
        for (int questions = 0; !all.IsCompleted || questions < 2; questions++)
        {
            AnalyticsAnswer answer = engine.GetAnswer();
            Assert.Equal(0, answer.Ingestion.Accepted % Size);
            Assert.Equal(answer.Ingestion.Accepted, ((ValueData)answer.Dashboards[0].Panels[0]).Value ?? 0);
        }

        await all;
        ModelRecord[] records = [.. parts.SelectMany(part => part)];
        Assert.All(engine.GetDashboard("model").Panels, data => Assert.Equal(ModelAnswers.Expect(data, records), ModelAnswers.Describe(data)));

        static ModelRecord[] MakeRecords(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, Size).Select(_ => ModelRecord.Random(random, s_now.AddMinutes(-100 * random.NextDouble())))];
        }
    }

    private static AnalyticsEngine Create(EngineMode mode) => new(new AnalyticsOptions { Mode = mode }, new ManualClock(s_now));

    private static string Json(AnalyticsEngine engine) => JsonSerializer.Serialize(
        engine.GetAnswer(new PanelQuery { From = s_now.AddDays(-390), To = s_now.AddDays(30) }), AnalyticsJsonContext.Default.AnalyticsAnswer);

    private static async Task<string> DescribeAsync(AnalyticsEngine engine)
    {
        using var saved = new MemoryStream();
        await engine.SaveAsync(saved);
        return $"{Json(engine)} {engine.Bytes - engine.AnswerBytes} {Convert.ToHexString(saved.ToArray())}";
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private static string Gunzip(byte[] bytes)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
