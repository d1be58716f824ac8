using System.IO.Pipelines;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Ingestion;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Feeding from several threads, while being asked, cancelled or failing.</summary>
public sealed class FeedingTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    [Theory]
    [InlineData(EngineMode.Live)]
    [InlineData(EngineMode.Files)]
    public async Task TotalsOnlyGrowAndEndExact(EngineMode mode)
    {
        const int Threads = 4;
        var random = new Random(8);
        ModelRecord[] records = [.. Enumerable.Range(0, 8_000).Select(_ => ModelRecord.Random(random, s_now.AddMinutes(-100 * random.NextDouble())))];
        var engine = new AnalyticsEngine(ModelPanels.Options(mode), new ManualClock(s_now));
        Task[] feeds =
        [
            .. records.Chunk(records.Length / Threads).Select(part => Task.Factory.StartNew(
                () =>
                {
                    foreach (ModelRecord[] piece in part.Chunk(100))
                        engine.Ingest(new PiecewiseStream(ModelRecord.Lines(piece), 7_000), new IngestionSource("piece"));
                },
                TaskCreationOptions.LongRunning)),
        ];
        var all = Task.WhenAll(feeds);
        double last = 0;
        int questions = 0;
        while (!all.IsCompleted || questions < 3)
        {
            DashboardData answer = engine.GetDashboard("model");
            double total = ((ValueData)answer.Panels[0]).Value ?? 0;
            Assert.InRange(total, last, records.Length);
            Assert.Equal(total, ((RowsData)answer.Panels[1]).Rows.Rows.Sum(row => row[1].Number ?? 0));
            last = total;
            questions++;
        }

        await all;
        Assert.All(engine.GetDashboard("model").Panels, data => Assert.Equal(ModelAnswers.Expect(data, records), ModelAnswers.Describe(data)));
        Assert.Equal(records.Length, engine.Ingestion.Accepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationKeepsWhatWasRead(bool overlaps)
    {
        foreach (bool isAsync in (bool[])[false, true])
        {
            using var cancel = new CancellationTokenSource();
            AnalyticsEngine engine = Create(EngineMode.Files, overlaps);
            var source = new InterruptedStream(Log(5_000), 200_000, cancel.Cancel);
            if (isAsync)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.IngestAsync(source, new IngestionSource("log"), cancel.Token));
            else
                Assert.ThrowsAny<OperationCanceledException>(() => engine.Ingest(source, new IngestionSource("log"), cancel.Token));
            CheckPartial(engine);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFailingStreamKeepsWhatWasRead(bool overlaps)
    {
        foreach (bool isAsync in (bool[])[false, true])
        {
            AnalyticsEngine engine = Create(EngineMode.Live, overlaps);
            var source = new InterruptedStream(Log(5_000), 200_000, () => throw new IOException("The wire is cut."));
            IOException exception = isAsync
                ? await Assert.ThrowsAsync<IOException>(() => engine.IngestAsync(source, new IngestionSource("log")))
                : Assert.Throws<IOException>(() => engine.Ingest(source, new IngestionSource("log")));
            Assert.Equal("The wire is cut.", exception.Message);
            CheckPartial(engine);
        }
    }

    [Fact]
    public async Task EverySourceGivesTheSame()
    {
        byte[] log = Log(1_000);
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, log);
            string expected = Answer(engine => engine.Ingest(log, new IngestionSource("log")));
            Assert.Equal(expected, Answer(engine => engine.Ingest(new System.Buffers.ReadOnlySequence<byte>(log), new IngestionSource("log"))));
            Assert.Equal(expected, Answer(engine => engine.Ingest(new PiecewiseStream(log, 1, 1_000, 77), new IngestionSource("log"))));
            Assert.Equal(expected, Answer(engine => engine.IngestFile(path)));
            Assert.Equal(expected, Answer(engine => engine.IngestAsync(new PiecewiseStream(log, 999), new IngestionSource("log")).GetAwaiter().GetResult()));
            Assert.Equal(expected, Answer(engine => engine.IngestAsync(PipeReader.Create(new MemoryStream(log)), new IngestionSource("log")).GetAwaiter().GetResult()));
        }
        finally
        {
            File.Delete(path);
        }

        static string Answer(Action<AnalyticsEngine> feed)
        {
            var engine = new AnalyticsEngine(ModelPanels.Options(EngineMode.Live), new ManualClock(s_now));
            feed(engine);
            return string.Join("\n\n", engine.GetDashboard("model").Panels.Select(ModelAnswers.Describe));
        }
    }

    private static AnalyticsEngine Create(EngineMode mode, bool overlaps)
    {
        AnalyticsOptions options = ModelPanels.Options(mode);
        options.OverlapsCounting = overlaps;
        return new AnalyticsEngine(options, new ManualClock(s_now));
    }

    private static void CheckPartial(AnalyticsEngine engine)
    {
        long accepted = engine.Ingestion.Accepted;
        Assert.InRange(accepted, 500, 4_999);
        Assert.Equal(accepted, ((ValueData)engine.GetPanel("model/total")).Value);

        // And it goes on.
        engine.Ingest(Log(10), new IngestionSource("more"));
        Assert.Equal(accepted + 10, ((ValueData)engine.GetPanel("model/total")).Value);
    }

    private static byte[] Log(int records)
    {
        var random = new Random(records);
        return ModelRecord.Lines(Enumerable.Range(0, records).Select(_ => ModelRecord.Random(random, s_now.AddMinutes(-100 * random.NextDouble()))));
    }

}
