using System.IO.Compression;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Synthetic;

/// <summary>
/// The logs under docs/samples are what the generator gives. After a change of the generator, run this test with the environment
/// variable UPDATE_SAMPLES=1: it writes them anew.
/// </summary>
public class SampleLogsTests
{
    private static readonly DateTimeOffset s_day = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Func<byte[]>> s_samples = new()
    {
        ["rest-full.log"] = () => Log(SyntheticLayout.Rest, 600, seed: 1),
        ["http-console.log"] = () => Log(SyntheticLayout.HttpConsole, 1_500, seed: 2),
        ["websocket.log"] = () => Log(SyntheticLayout.WebSocket, 150, seed: 3),
        ["clf.log"] = () => Log(SyntheticLayout.Clf, 1_000, seed: 4),
        ["subscription.json.gz"] = Subscription,
        ["cloudtrail.json.gz"] = Trail,
        ["metrics.json"] = () => Metrics(hour: 9, SyntheticMetricEncoding.Json),
        ["metrics-opentelemetry.bin"] = () => Metrics(hour: 10, SyntheticMetricEncoding.OpenTelemetry10),
    };

    public static TheoryData<string> Names => [.. s_samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ASampleIsWhatTheGeneratorGives(string name)
    {
        var path = Path.Combine(Folder(), name);
        var content = s_samples[name]();
        if (Environment.GetEnvironmentVariable("UPDATE_SAMPLES") == "1")
            File.WriteAllBytes(path, content);

        // How well gzip compresses is the runtime's affair, what comes out of it is not.
        var committed = File.ReadAllBytes(path);
        Assert.True(Decompressed(content).AsSpan().SequenceEqual(Decompressed(committed)), $"{name} is not what the generator gives.");
    }

    [Fact]
    public void TheSamplesStaySmall() =>
        Assert.InRange(new DirectoryInfo(Folder()).EnumerateFiles().Sum(f => f.Length), 500_000, 2_000_000);

    private static byte[] Log(SyntheticLayout layout, int records, ulong seed) => SyntheticLog.ToArray(Traffic(records, seed), layout);

    private static byte[] Subscription()
    {
        using var output = new MemoryStream();
        new CloudWatchLogsSubscription().WriteGzip(
            output, Traffic(600, seed: 5).Requests(SyntheticLayout.Http), new SyntheticRequestWriter(SyntheticLayout.Http));
        return output.ToArray();
    }

    private static byte[] Trail()
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            new SyntheticTrail
            {
                Records = 60,
                Seed = 6,
                Start = s_day,
                Duration = TimeSpan.FromHours(24),
                Apis = 3,
                FailureShare = 0.3,
                RedeliveryShare = 0,
            }.Write(gzip);
        }

        return output.ToArray();
    }

    private static byte[] Metrics(int hour, SyntheticMetricEncoding encoding)
    {
        using var output = new MemoryStream();
        var metrics = new SyntheticMetrics { Seed = 7, Start = s_day.AddHours(hour), Minutes = 2, Apis = 1, IsDetailed = false };
        SyntheticMetricWriter.Write(output, metrics.Generate(), encoding);
        return output.ToArray();
    }

    // A day of few requests: more of them fail than in earnest, or most panels about errors would be empty.
    private static SyntheticTraffic Traffic(int records, ulong seed) =>
        new() { Records = records, Seed = seed, Addresses = 300, UserAgents = 120, ClientErrorShare = 0.09, ServerErrorShare = 0.03 };

    private static byte[] Decompressed(byte[] content)
    {
        if (content is not [0x1F, 0x8B, ..])
            return content;
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var output = new MemoryStream();
        gzip.CopyTo(output);
        return output.ToArray();
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ApiGatewayAnalytics.sln")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs", "samples");
    }
}
