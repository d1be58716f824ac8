using System.IO.Compression;
using System.Security.Cryptography;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.CloudTrail;
using ApiGatewayAnalytics.Tests.CloudWatchMetrics;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>
/// Saved states of engines whose content was changed and whose checksum was made to fit: they are refused or readable, and what they
/// claim to hold is not given room before it is there.
/// </summary>
[Collection(Alone.Name)]
public sealed class ForgedStateTests
{
    private const int HeaderLength = 12;
    private const long MostMemory = 64L << 20;

    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The largest number of seven bits a byte, and a negative one.</summary>
    private static readonly byte[][] s_claims = [[0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0x3F]];

    [Fact]
    public async Task AClaimIsNotGivenRoom()
    {
        byte[] content = Content(await Saved());
        var random = new Random(3);
        for (int i = 0; i < 1_200; i++)
        {
            // The first bytes, where most counts stand, one after the other; then anywhere.
            int at = i < 400 ? i : random.Next(content.Length);
            byte[] claim = s_claims[i % s_claims.Length];
            byte[] forged = [.. content[..at], .. claim, .. content[Math.Min(content.Length, at + random.Next(claim.Length + 1))..]];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Load(forged, $"a claim at {at}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }
    }

    [Fact]
    public async Task WhatIsNotCompressedIsRefused()
    {
        byte[] saved = await Saved();
        var random = new Random(4);
        byte[] noise = new byte[500];
        random.NextBytes(noise);
        await Assert.ThrowsAsync<InvalidDataException>(() => Engine().LoadAsync(new MemoryStream(Sealed(saved, noise))));
        await Assert.ThrowsAsync<InvalidDataException>(() => Engine().LoadAsync(new MemoryStream(Sealed(saved, []))));
    }

    [Fact]
    public async Task WhatEndsEarlyLeavesTheEngineAsItWas()
    {
        byte[] saved = await Saved();
        byte[] content = Content(saved);
        AnalyticsEngine engine = Engine();
        byte[] before = await Save(engine);
        var random = new Random(6);
        int[] cuts = [.. Enumerable.Range(1, 20), .. Enumerable.Range(0, 80).Select(_ => random.Next(1, content.Length))];
        foreach (int cut in cuts)
        {
            using var compressed = new MemoryStream();
            using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                brotli.Write(content.AsSpan(..^cut));
            }

            await Assert.ThrowsAsync<InvalidDataException>(() => engine.LoadAsync(new MemoryStream(Sealed(saved, compressed.ToArray()))));
            byte[] after = await Save(engine);
            Assert.True(before.AsSpan().SequenceEqual(after), $"{cut} bytes less were refused and changed something");
        }

        await engine.LoadAsync(new MemoryStream(saved));
        Assert.Equal(content, Content(await Save(engine)));
    }

    private static void Load(byte[] content, string what)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(content);
        }

        try
        {
            Engine().LoadAsync(new MemoryStream(Sealed("APIGWSTATE\u0002"u8.ToArray(), compressed.ToArray()))).GetAwaiter().GetResult();
        }
        catch (InvalidDataException)
        {
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }
    }

    private static byte[] Sealed(byte[] header, byte[] compressed) => [.. header[..(HeaderLength - 1)], .. SHA256.HashData(compressed), .. compressed];

    private static byte[] Content(byte[] saved)
    {
        using var brotli = new BrotliStream(new MemoryStream(saved[(HeaderLength - 1 + SHA256.HashSizeInBytes)..]), CompressionMode.Decompress);
        using var content = new MemoryStream();
        brotli.CopyTo(content);
        return content.ToArray();
    }

    private static AnalyticsEngine Engine() => new(new AnalyticsOptions { Mode = EngineMode.Files }, timeProvider: new ManualClock(s_now));

    private static async Task<byte[]> Saved()
    {
        AnalyticsEngine engine = Engine();
        engine.IngestFile(new MemoryStream(SyntheticLog.ToArray(new SyntheticTraffic { Records = 60 }, SyntheticLayout.Rest)), "made up");
        engine.Ingest(new MemoryStream(TrailInputs.Wrap(TrailInputs.Events(30), "lines")), new IngestionSource("made up"));
        engine.Ingest(new MemoryStream(Datapoints.Encode(new SyntheticMetrics { Minutes = 3 }.Generate(), SyntheticMetricEncoding.Json)), new IngestionSource("made up"));
        return await Save(engine);
    }

    private static async Task<byte[]> Save(AnalyticsEngine engine)
    {
        using var saved = new MemoryStream();
        await engine.SaveAsync(saved);
        return saved.ToArray();
    }
}
