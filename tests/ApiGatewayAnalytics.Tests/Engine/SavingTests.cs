using System.Text.Json;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>Saving and loading an engine.</summary>
public sealed class SavingTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 10, 17, 23, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("apigw-").FullName;

    [Theory]
    [InlineData(EngineMode.Live)]
    [InlineData(EngineMode.Files)]
    public async Task ALoadedEngineAnswersTheSame(EngineMode mode)
    {
        AnalyticsEngine engine = Filled(mode, 2_000);
        string path = Path.Combine(_folder, "state");
        await engine.SaveAsync(path);
        AnalyticsEngine loaded = Empty(mode);
        await loaded.LoadAsync(path);

        Assert.Equal(Answer(engine), Answer(loaded));
        Assert.Equal([path], Directory.GetFiles(_folder));

        await loaded.LoadAsync(path);
        Assert.Equal(4_000, ((ValueData)loaded.GetPanel("model/total")).Value);
        Assert.Equal(4_000, loaded.Ingestion.Accepted);
    }

    [Fact]
    public async Task FilesAreCountedOnceAcrossSaving()
    {
        string log = Path.Combine(_folder, "log");
        await File.WriteAllBytesAsync(log, ModelRecord.Lines([ModelRecord.Random(new Random(1), s_now)]));
        AnalyticsEngine engine = Empty(EngineMode.Files);
        engine.IngestFile(log);
        AnalyticsEngine loaded = Empty(EngineMode.Files);
        await loaded.LoadAsync(new MemoryStream(await Saved(engine)));
        loaded.IngestFile(log);
        Assert.Equal(1, loaded.Ingestion.Accepted);
        Assert.Equal(1, loaded.Ingestion.Skipped["duplicate-file"]);
    }

    [Fact]
    public async Task AFailedSaveLeavesTheOldFile()
    {
        string path = Path.Combine(_folder, "state");
        await Filled(EngineMode.Live, 10).SaveAsync(path);
        byte[] old = await File.ReadAllBytesAsync(path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Filled(EngineMode.Live, 20).SaveAsync(path, new CancellationToken(canceled: true)));
        Assert.Equal(old, await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(_folder));

        string folder = Path.Combine(_folder, "a folder");
        Directory.CreateDirectory(Path.Combine(folder, "with content"));
        await Assert.ThrowsAnyAsync<Exception>(() => Filled(EngineMode.Live, 20).SaveAsync(folder));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task WhatCannotBeReadIsRefusedAndChangesNothing()
    {
        byte[] saved = await Saved(Filled(EngineMode.Live, 300));
        AnalyticsEngine engine = Filled(EngineMode.Live, 100);
        string before = Answer(engine);

        await Refuses([], "not a saved state");
        await Refuses("{}"u8.ToArray(), "not a saved state");
        await Refuses(saved[..^1], "damaged");
        await Refuses(saved[..60], "damaged");
        await Refuses(saved[..20], "not a saved state");
        await Refuses(Flip(saved, 10, 8), "Version 10");
        var random = new Random(3);
        for (int i = 0; i < 60; i++)
            await Refuses(Flip(saved, random.Next(saved.Length), (byte)random.Next(1, 256)), "");
        await Refuses(await Saved(Filled(EngineMode.Files, 300)), "other panels or another mode");
        AnalyticsOptions options = ModelPanels.Options(EngineMode.Live);
        options.Dashboards[0] = ModelPanels.Dashboard with { Panels = [ModelPanels.TopAddresses] };
        await Refuses(await Saved(new AnalyticsEngine(options)), "other panels");

        async Task Refuses(byte[] bytes, string message)
        {
            var exception = await Assert.ThrowsAsync<InvalidDataException>(() => engine.LoadAsync(new MemoryStream(bytes)));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
            Assert.Equal(before, Answer(engine));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Flip(byte[] bytes, int at, byte flip)
    {
        byte[] copy = [.. bytes];
        copy[at] ^= flip;
        return copy;
    }

    private static string Answer(AnalyticsEngine engine) => JsonSerializer.Serialize(engine.GetAnswer(), AnalyticsJsonContext.Default.AnalyticsAnswer);

    private static AnalyticsEngine Empty(EngineMode mode) => new(ModelPanels.Options(mode), new ManualClock(s_now));

    private static AnalyticsEngine Filled(EngineMode mode, int records)
    {
        AnalyticsEngine engine = Empty(mode);
        var random = new Random(records);
        engine.Ingest(
            ModelRecord.Lines(Enumerable.Range(0, records).Select(_ => ModelRecord.Random(random, s_now.AddMinutes(-1_000 * random.NextDouble())))),
            new IngestionSource("records"));
        return engine;
    }

    private static async Task<byte[]> Saved(AnalyticsEngine engine)
    {
        using var content = new MemoryStream();
        await engine.SaveAsync(content);
        return content.ToArray();
    }
}
