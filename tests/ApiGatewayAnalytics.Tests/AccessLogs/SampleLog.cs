using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>The sample logs under data/access-logs: NAME.log beside what must be read from it in NAME.expected.json.</summary>
internal static class SampleLog
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "data", "access-logs");

    public static string[] AllNames { get; } = [.. Directory.GetFiles(Folder, "*.log").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. AllNames];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static JsonElement Expected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, Path.ChangeExtension(name, ".expected.json"))));
        return document.RootElement.Clone();
    }

    /// <summary>The format that the expectation names; automatic detection otherwise.</summary>
    public static AccessLogParserOptions Options(string name) => new()
    {
        Clock = FixedClock.In2026,
        Format = Expected(name).TryGetProperty("format", out JsonElement format) ? AccessLogFormat.Parse(format.GetString()!) : AccessLogFormat.Auto,
    };
}
