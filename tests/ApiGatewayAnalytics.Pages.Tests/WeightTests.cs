using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApiGatewayAnalytics.AspNetCore;
using ApiGatewayAnalytics.Pages.Tests.Support;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>What a browser has to load, and from whom.</summary>
[Collection(Shown.Name)]
public sealed partial class WeightTests(BrowserFixture browser)
{
    private const int MostBytes = 350 * 1024;

    private const string Loaded = """
        () => JSON.stringify(performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
            .filter(entry => !entry.name.includes("/api/")).map(entry => [entry.name, entry.encodedBodySize]))
        """;

    [BrowserFact]
    public Task The_page_is_light() => browser.LookAsync("", async page =>
    {
        string loaded = await page.EvaluateAsync<string>(Loaded);
        JsonElement[] files = [.. JsonDocument.Parse(loaded).RootElement.EnumerateArray()];

        Assert.True(files.Length >= 3, loaded);
        Assert.InRange(files.Sum(file => file[1].GetInt64()), 1, MostBytes);
    });

    [Fact]
    public void The_built_files_ask_nobody_else_for_anything()
    {
        Assembly assembly = typeof(AnalyticsReport).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames().Where(IsScriptOrStyle)];
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            string text = Encoding.UTF8.GetString(Read(name));
            Assert.Empty(ForeignAddress().Matches(text).Select(match => match.Value));
            Assert.True(Read($"{name}.br").Length < text.Length, name);
        }

        static bool IsScriptOrStyle(string name) =>
            name.StartsWith("pages/assets/", StringComparison.Ordinal) && Path.GetExtension(name) is ".js" or ".css";

        byte[] Read(string name)
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
    }

    [GeneratedRegex("""\b(?:src|href|url\()["'(]*https?://[^"')\s]+""")]
    private static partial Regex ForeignAddress();
}
