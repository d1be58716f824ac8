using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The access-log part of the catalog, parsed strictly from the copy beside the tests.</summary>
internal static class CatalogGrammar
{
    private static readonly Lazy<JsonDocument> s_catalog =
        new(() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "panels.json"))));

    /// <summary>The dashboards as they stand in the file.</summary>
    public static IEnumerable<JsonElement> Dashboards => s_catalog.Value.RootElement.GetProperty("dashboards").EnumerateArray();

    /// <summary>All entries in the order of the file.</summary>
    public static IEnumerable<JsonElement> Elements => Dashboards.SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray());

    public static IReadOnlyList<CatalogEntry> Entries { get; } = Elements.Select(CatalogEntry.Parse).ToArray();

    public static CatalogEntry Entry(string id) => Entries.Single(entry => entry.Id == id);

    public static JsonElement Element(string id) => Elements.Single(entry => entry.GetProperty("id").GetString() == id);
}
