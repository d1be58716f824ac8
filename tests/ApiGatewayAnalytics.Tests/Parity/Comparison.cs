using System.Text.Json;
using System.Text.Json.Nodes;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;
using Xunit.Sdk;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Holds the answers of an engine, as JSON, against those of the slow reference.</summary>
internal static class Comparison
{
    private static readonly HashSet<string> s_expectedByHand =
    [
        "broken.log", "broken-glued.log", "broken-literal-newline.log", "broken-multiline-value.log", "broken-pretty.log", "cut.log",
        "clf.log", "clf-crlf.log", "prefixed.log", "xml.log",
    ];

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

    /// <summary>
    /// What the files of a folder hold: as the slow reference reads them, but as was expected by hand of the samples whose records are
    /// broken beyond its line-by-line repairs.
    /// </summary>
    public static ReferenceLog Read(params IEnumerable<(string Name, byte[] Content)> files)
    {
        var reader = new ReferenceReader(FixedClock.In2026);
        foreach ((string name, byte[] content) in files)
        {
            if (s_expectedByHand.Contains(name))
            {
                AddExpected(reader.Log, SampleLog.Expected(name).GetProperty("records"));
            }
            else
            {
                reader.Add(content);
            }
        }

        return reader.Log;
    }

    /// <summary>The access-log panels of an answer by identifier, as a reader of its JSON sees them.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Panels(AnalyticsAnswer answer) => Panels(answer, "access-logs-", "insights/");

    /// <summary>The panels of an answer whose identifier begins with one of these.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Panels(AnalyticsAnswer answer, params string[] dashboards)
    {
        JsonNode json = JsonNode.Parse(JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer))!;
        return json["dashboards"]!.AsArray()
            .SelectMany(dashboard => dashboard!["panels"]!.AsArray())
            .Where(panel => dashboards.Any(start => ((string)panel!["id"]!).StartsWith(start, StringComparison.Ordinal)))
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

    /// <summary>
    /// Asks a live engine and compares each panel with the reference over the range and interval that the panel states, which may be
    /// wider than asked where only coarser buckets are kept, and only there.
    /// </summary>
    /// <param name="records">What the engine has read.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="query">The question.</param>
    /// <param name="apiNames">Names of APIs by identifier. Null: none.</param>
    /// <param name="entries">The panels that the engine has. Null: those of the catalog.</param>
    public static void StatedRangesEqual(
        IReadOnlyCollection<ReferenceRecord> records,
        AnalyticsEngine engine,
        PanelQuery query,
        IReadOnlyDictionary<string, string>? apiNames = null,
        IReadOnlyList<CatalogEntry>? entries = null)
    {
        string[] dashboards = [.. engine.Dashboards.Where(dashboard => dashboard.Source == RecordSource.AccessLog).Select(dashboard => dashboard.Id)];
        AnalyticsAnswer answer = engine.GetAnswer(query with { Dashboards = [.. dashboards] });
        IReadOnlyDictionary<string, JsonNode> actual = Panels(answer);
        var references = new Dictionary<(DateTimeOffset From, DateTimeOffset To, string? Interval), ReferencePanels>();
        PanelsEqual((entries ?? CatalogGrammar.Entries).Select(Expected).ToList(), actual);

        JsonObject Expected(CatalogEntry entry)
        {
            JsonNode panel = actual[entry.Id];
            bool isWide = ReferenceRetention.IsWide(entry);
            var from = (DateTimeOffset)panel["range"]!["from"]!;
            var to = (DateTimeOffset)panel["range"]!["to"]!;
            Assert.True(from <= answer.Range.From && to >= answer.Range.To, $"{entry.Id} answers less than was asked.");
            Assert.True(!IsKept(answer.Range.From) || from == answer.Range.From, $"{entry.Id} states {from:u} where {answer.Range.From:u} is kept.");
            Assert.True(!IsKept(answer.Range.To) || to == answer.Range.To, $"{entry.Id} states {to:u} where {answer.Range.To:u} is kept.");
            string? interval = (string?)panel["series"]?["interval"];
            Assert.Contains(interval, (string?[])[null, "PT1H", "PT6H", "P1D"]);
            Assert.True(interval is null or "PT1H" || answer.GeneratedAt - answer.Range.From > TimeSpan.FromHours(isWide ? 25 : 24 * 35), $"{entry.Id} is by {interval}.");

            JsonObject expected = Over(from, to).Answer(entry);
            if (expected.ContainsKey("previous"))
            {
                DateTimeOffset before = from - (to - from);
                expected["previous"] = panel["previous"] is null && !IsKept(before) ? null : Over(before, from).Answer(entry)["value"]?.DeepClone();
            }

            return expected;

            bool IsKept(DateTimeOffset time) => answer.GeneratedAt - time <= TimeSpan.FromHours(isWide ? 2 : 26);

            ReferencePanels Over(DateTimeOffset first, DateTimeOffset end)
            {
                if (!references.TryGetValue((first, end, interval), out ReferencePanels? panels))
                {
                    var reference = new ReferenceQuery
                    {
                        From = first,
                        To = end,
                        Interval = interval,
                        Filters = query.Filters,
                        ApiNames = apiNames ?? new Dictionary<string, string>(),
                    };
                    references.Add((first, end, interval), panels = new ReferencePanels(records, reference));
                }

                return panels;
            }
        }
    }

    /// <summary>Every panel says that there is nothing, each in its shape.</summary>
    public static void NoData(AnalyticsAnswer answer)
    {
        foreach ((string id, JsonNode panel) in Panels(answer))
        {
            Assert.Contains((string?)panel["status"], (string[])["no-data", "not-configured"]);
            CatalogEntry entry = CatalogGrammar.Entry(id);
            Assert.Null((string?)panel["value"]);
            Assert.Equal(entry.Interval is null ? null : 0, panel["series"]?["series"]!.AsArray().Count);
            Assert.Equal(entry.Interval is null && (entry.By.Count > 0 || entry.Measure.Kind == "rows") ? 0 : null, panel["rows"]?["rows"]!.AsArray().Count);
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

    private static void AddExpected(ReferenceLog log, JsonElement records)
    {
        foreach (JsonElement record in records.EnumerateArray())
        {
            if (record.TryGetProperty("rejected", out JsonElement reason))
            {
                ReferenceLog.Count(log.Rejected, JsonNamingPolicy.KebabCaseLower.ConvertName(reason.GetString()!));
                continue;
            }

            JsonElement fields = record.GetProperty("fields");
            long time = fields.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds();
            log.Records.Add(new ReferenceRecord(time, fields.EnumerateObject().Where(field => field.Name is not ("time" or "kind")).ToDictionary(field => field.Name, Value)));
        }

        static object Value(JsonProperty field) =>
            field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()!
            : ReferenceValues.StatusFields.Contains(field.Name) ? field.Value.GetRawText()
            : field.Value.GetInt64();
    }
}
