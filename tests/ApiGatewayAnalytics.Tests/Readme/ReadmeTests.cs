using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Readme;

/// <summary>The README shows code that is compiled and run here, and panels and links that exist.</summary>
public sealed class ReadmeTests
{
    private const string Sample = "docs/samples/rest-full.log";

    [Fact]
    public void TheCodeOfTheReadmeIsTheCodeOfTheExamples()
    {
        string[] examples =
        [
            Regions("ApiGatewayAnalytics.AspNetCore.Tests/Readme/WebExample.cs"),
            Regions("ApiGatewayAnalytics.Tests/Readme/HostExample.cs"),
            Regions("ApiGatewayAnalytics.Tests/Readme/AggregatorExample.cs"),
            Regions("ApiGatewayAnalytics.Tests/Readme/OwnPanelExample.cs"),
        ];
        Assert.Equal(examples, Blocks("csharp"));
    }

    [Fact]
    public async Task TheHostPrintsAPanelThatAgreesWithTheAggregator()
    {
        string path = RepositoryFiles.PathOf(Sample);
        await HostExample.RunAsync([path]);
        AggregatorExample.Run([path]);

        using var panel = JsonDocument.Parse(HostExample.Console.ToString());
        IEnumerable<string> rows = panel.RootElement.GetProperty("rows").GetProperty("rows").EnumerateArray()
            .Select(row => $"{row[0].GetString()} {row[1].GetInt64()}");
        string[] printed = AggregatorExample.Console.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, printed.Length);
        Assert.Equal(printed, rows);
        string first = CountedByHand(path).First();
        Assert.Equal(first, printed[0]);
    }

    [Fact]
    public void ThePanelOfTheHostsOwnAnswers()
    {
        var engine = new AnalyticsEngine(OwnPanelExample.Options());
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string log = string.Concat(new[] { ("blue", 10), ("blue", 30), ("green", 20) }.Select(record =>
            $$"""
            {"requestId":"r","apiId":"a","status":"200","requestTimeEpoch":"{{now}}","responseLatency":"{{record.Item2}}","authorizer":{"claims":{"tenant":"{{record.Item1}}"} } }

            """));
        engine.Ingest(Encoding.UTF8.GetBytes(log), new IngestionSource("example"));
        var data = Assert.IsType<RowsData>(engine.GetPanel("tenants/latency"));
        Assert.Equal("tenant count p50 p95 p99", string.Join(" ", data.Rows.Columns));
        Assert.Equal(["blue 2 10 30 30", "green 1 20 20 20"], data.Rows.Rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void TheJsonOfTheReadmeIsThatOfThePanel()
    {
        using var shown = JsonDocument.Parse(Blocks("json").Single());
        PanelAggregator aggregator = AccessLogsOverview.DistributionByMethod.CreateAggregator();
        using var reader = new AccessLogReader(File.OpenRead(RepositoryFiles.PathOf(Sample)));
        while (reader.Read())
        {
            aggregator.Add(reader.Current);
        }

        string json = JsonSerializer.Serialize(aggregator.Snapshot(), PanelJsonContext.Default.PanelData);
        using var actual = JsonDocument.Parse(json);
        Assert.True(JsonElement.DeepEquals(actual.RootElement, shown.RootElement), json);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/formats.md")]
    [InlineData("docs/hosting.md")]
    [InlineData("docs/http-api.md")]
    [InlineData("docs/insights.md")]
    [InlineData("docs/monitors.md")]
    [InlineData("docs/performance.md")]
    [InlineData("docs/threat-model.md")]
    public void LinksLeadToFiles(string page)
    {
        string folder = Path.GetDirectoryName(RepositoryFiles.PathOf(page))!;
        string text = string.Join('\n', RepositoryFiles.ReadLines(page));
        foreach (Match link in Regex.Matches(text, @"\]\((?!https?:)([^)#]+)[^)]*\)"))
        {
            string target = Path.Combine(folder, link.Groups[1].Value);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page} links to {link.Groups[1].Value}");
        }
    }

    /// <summary>The heaviest addresses, ties by address, found without the library.</summary>
    private static IEnumerable<string> CountedByHand(string path) => File.ReadLines(path)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("identitySourceIp").GetString()!)
        .GroupBy(address => address)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key} {group.Count()}");

    private static string[] Blocks(string language)
    {
        string text = string.Join('\n', RepositoryFiles.ReadLines("README.md"));
        return [.. Regex.Matches(text, $"```{language}\n(.*?)\n```", RegexOptions.Singleline).Select(block => block.Groups[1].Value)];
    }

    /// <summary>The regions of an example one behind the other, without their indentation.</summary>
    private static string Regions(string file)
    {
        var shown = new List<string>();
        int indent = -1;
        foreach (string line in RepositoryFiles.ReadLines($"tests/{file}"))
        {
            if (line.TrimStart().StartsWith("#region", StringComparison.Ordinal))
            {
                indent = line.IndexOf('#', StringComparison.Ordinal);
            }
            else if (line.TrimStart().StartsWith("#endregion", StringComparison.Ordinal))
            {
                indent = -1;
            }
            else if (indent >= 0)
            {
                shown.Add(line.Length > indent ? line[indent..] : "");
            }
        }

        return string.Join('\n', shown);
    }
}
