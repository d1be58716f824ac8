using System.Text.Json;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;
using Xunit.Sdk;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Holds the answers of an engine, as JSON, against those of the slow reference.</summary>
internal static class Comparison
{
    /// <summary>What the slow reference reads from inputs, in their order.</summary>
    public static ReferenceLog Read(params IEnumerable<byte[]> inputs)
    {
        var reader = new ReferenceReader(FixedClock.In2026);
        foreach (byte[] input in inputs)
        {
            reader.Add(input);
        }

        return reader.Log;
    }

    /// <summary>The panels of an answer by identifier, as a reader of its JSON sees them.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Panels(AnalyticsAnswer answer)
    {
        JsonNode json = JsonNode.Parse(JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer))!;
        return json["dashboards"]!.AsArray()
            .SelectMany(dashboard => dashboard!["panels"]!.AsArray())
            .ToDictionary(panel => (string)panel!["id"]!, panel => panel!);
    }

    /// <summary>All panels of the catalog are there and equal; the message names every difference.</summary>
    public static void PanelsEqual(IReadOnlyCollection<ReferenceRecord> expected, AnalyticsAnswer actual, ReferenceQuery? query = null) =>
        PanelsEqual(ReferencePanels.All(expected, query), Panels(actual));

    public static void PanelsEqual(IEnumerable<JsonNode> expected, IReadOnlyDictionary<string, JsonNode> actual)
    {
        JsonNode[] panels = [.. expected];
        Assert.Equal(panels.Select(panel => (string)panel["id"]!).Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        var differences = new List<string>();
        foreach (JsonNode panel in panels)
        {
            try
            {
                PanelAssert.Equal(panel, actual[(string)panel["id"]!]);
            }
            catch (XunitException difference)
            {
                differences.Add(difference.Message);
            }
        }

        if (differences.Count > 0)
        {
            throw new XunitException($"{differences.Count} of {panels.Length} panels differ.{Environment.NewLine}{string.Join(Environment.NewLine, differences)}");
        }
    }

    /// <summary>What was counted on the way is equal too.</summary>
    public static void CountsEqual(ReferenceLog expected, IngestionReport actual)
    {
        Assert.Equal(expected.Records.Count, actual.Accepted);
        Assert.Equal(expected.Duplicates, actual.Duplicates);
        Assert.Equal(Sorted(expected.Rejected), Sorted(actual.Rejected));
        Assert.Equal(Sorted(expected.Skipped), Sorted(actual.Skipped));
        Assert.Equal(Sorted(expected.FieldErrors), Sorted(actual.FieldErrors));

        static IEnumerable<KeyValuePair<string, long>> Sorted(IEnumerable<KeyValuePair<string, long>> counts) =>
            counts.OrderBy(count => count.Key, StringComparer.Ordinal);
    }
}
