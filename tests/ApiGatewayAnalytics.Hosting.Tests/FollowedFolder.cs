using ApiGatewayAnalytics.Tests.Engine;
using System.IO.Compression;
using System.Text;
using ApiGatewayAnalytics.Hosting.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ApiGatewayAnalytics.Hosting.Tests;

/// <summary>A folder of real files, an engine, a follower and a clock that moves when it is told to.</summary>
internal sealed class FollowedFolder : IDisposable
{
    private readonly List<FileFollower> _followers = [];

    public FollowedFolder()
    {
        Folder = Directory.CreateTempSubdirectory("followed-").FullName;
        Engine = new AnalyticsEngine(new AnalyticsOptions(), Clock);
    }

    public string Folder { get; }

    public AnalyticsEngine Engine { get; }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 10, 17, 23, TimeSpan.Zero));

    public long Accepted => Engine.Ingestion.Accepted;

    public FileFollower Follow(string pattern = "", Action<FollowedFilesOptions>? configure = null, ILogger? logger = null)
    {
        var options = new FollowedFilesOptions();
        configure?.Invoke(options);
        var follower = new FileFollower(Engine, Path.Combine(Folder, pattern), options, Clock, logger ?? NullLogger.Instance);
        _followers.Add(follower);
        return follower;
    }

    public string At(string name) => Path.Combine(Folder, name);

    public void Append(string name, string text) => File.AppendAllText(At(name), text);

    public void AppendLogs(string name, int first, int count) => Append(name, Logs(first, count));

    public void WriteGzip(string name, string text)
    {
        using var gzip = new GZipStream(File.Create(At(name)), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }

    public static string Logs(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(number => Log(number) + "\n"));

    public static string Log(int number) =>
        $$"""{"requestId":"r{{number}}","ip":"192.0.2.{{number % 50}}","requestTime":"01/Jun/2026:10:{{number % 17:D2}}:00 +0000","httpMethod":"GET","resourcePath":"/orders","status":"200","protocol":"HTTP/1.1","responseLength":"17"}""";

    /// <summary>What counts is what one reading of all the text gives.</summary>
    public void Check(string text, IReadOnlyDictionary<string, long>? rejected = null)
    {
        var plain = new AnalyticsEngine(new AnalyticsOptions(), Clock);
        plain.Ingest(Encoding.UTF8.GetBytes(text), new IngestionSource("plain"));
        Assert.Equal(plain.Ingestion.Accepted, Engine.Ingestion.Accepted);
        Assert.Equal(rejected ?? plain.Ingestion.Rejected, Engine.Ingestion.Rejected);
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(plain.GetDashboard("access-logs-overview")),
            System.Text.Json.JsonSerializer.Serialize(Engine.GetDashboard("access-logs-overview")));
    }

    public void Dispose()
    {
        _followers.ForEach(follower => follower.Dispose());
        Directory.Delete(Folder, recursive: true);
    }
}
