using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>An entry of panels.json as plain data. Absent lists are empty.</summary>
internal sealed record CatalogEntry(
    string Id, string Title, string Chart, string? Unit, IReadOnlyList<CatalogTest> Where, IReadOnlyList<string> By,
    IReadOnlyList<CatalogMeasure> Measures, string? Interval, IReadOnlyList<CatalogOrder> Order, int? Limit,
    (string Key, int Limit)? LimitPer, string? Rest, IReadOnlyList<string> Fill, IReadOnlyList<string> CompareWith, double? Scale,
    bool Asked)
{
    /// <summary>The only measure of an access-log panel.</summary>
    public CatalogMeasure Measure => Measures.Single();

    /// <summary>Throws <see cref="FormatException"/>, naming entry and key, where the entry has what the grammar lacks.</summary>
    public static CatalogEntry Parse(JsonElement entry)
    {
        var id = entry.GetProperty("id").GetString()!;
        Allow(id, entry, "id", "title", "chart", "unit", "where", "by", "measure", "interval", "order", "limit", "limitPer", "rest", "fill", "compareWith", "scale", "asked");
        return new CatalogEntry(
            id, Text(entry, "title")!, Word(id, Text(entry, "chart"), "single-value", "line", "column", "bar", "pie", "table", "honeycomb", "map"),
            Text(entry, "unit"), Items(entry, "where").Select(test => Test(id, test)).ToArray(), Texts(entry, "by"),
            entry.GetProperty("measure") is { ValueKind: JsonValueKind.Array } list
                ? list.EnumerateArray().Select(measure => ParseMeasure(id, measure)).ToArray()
                : [ParseMeasure(id, entry.GetProperty("measure"))],
            Text(entry, "interval") is { } interval ? Word(id, interval, "auto", "1m", "5m", "15m", "1h", "6h", "1d") : null,
            Texts(entry, "order").Select(step => Step(id, step)).ToArray(),
            entry.TryGetProperty("limit", out var limit) ? limit.GetInt32() : null,
            entry.TryGetProperty("limitPer", out var per) ? (Text(per, "key")!, per.GetProperty("limit").GetInt32()) : null,
            Text(entry, "rest"), Texts(entry, "fill"), Texts(entry, "compareWith").Select(shift => Word(id, shift, "1d", "7d")).ToArray(),
            entry.TryGetProperty("scale", out var scale) ? scale.GetDouble() : null,
            entry.TryGetProperty("asked", out var asked) && asked.GetBoolean());
    }

    private static CatalogTest Test(string id, JsonElement test)
    {
        Allow(id, test, "field", "test", "value");
        return new CatalogTest(
            Word(id, Text(test, "test"), "present", "absent", "equals", "failed", "blocked-by-waf", "located", "threat-high"),
            Text(test, "field"), Text(test, "value"));
    }

    private static CatalogMeasure ParseMeasure(string id, JsonElement measure)
    {
        Allow(id, measure, "kind", "field", "percentiles", "columns", "of");
        return new CatalogMeasure(
            Word(id, Text(measure, "kind"), "count", "sum", "mean", "max", "percentiles", "distinct", "rows"), Text(measure, "field"),
            Items(measure, "percentiles").Select(p => p.GetInt32()).ToArray(), Texts(measure, "columns"), Texts(measure, "of"));
    }

    private static CatalogOrder Step(string id, string step)
    {
        var words = step.Split(' ');
        return words.Length == 2 ? new CatalogOrder(words[0], Word(id, words[1], "asc", "desc") == "desc") : throw new FormatException($"{id}: order '{step}'");
    }

    private static void Allow(string id, JsonElement value, params string[] known)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                throw new FormatException($"{id}: unknown key '{member.Name}'");
        }
    }

    private static string Word(string id, string? word, params string[] known) =>
        word is not null && known.Contains(word) ? word : throw new FormatException($"{id}: unknown word '{word}'");

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static string[] Texts(JsonElement value, string name) => Items(value, name).Select(item => item.GetString()!).ToArray();

    private static JsonElement[] Items(JsonElement value, string name) =>
        value.TryGetProperty(name, out var list) ? list.EnumerateArray().ToArray() : [];
}
