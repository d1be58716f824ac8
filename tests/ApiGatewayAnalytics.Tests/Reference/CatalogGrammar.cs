using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The catalog, parsed strictly from the copy beside the tests. What is not called otherwise is its access-log part.</summary>
internal static class CatalogGrammar
{
    private static readonly Lazy<JsonDocument> s_catalog =
        new(() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "panels.json"))));

    /// <summary>The dashboards of all sources as they stand in the file.</summary>
    public static IEnumerable<JsonElement> AllDashboards => s_catalog.Value.RootElement.GetProperty("dashboards").EnumerateArray();

    public static IEnumerable<JsonElement> Dashboards => DashboardsOf("access-log");

    /// <summary>All entries in the order of the file.</summary>
    public static IEnumerable<JsonElement> Elements => Dashboards.SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray());

    public static IReadOnlyList<CatalogEntry> Entries { get; } = Elements.Select(CatalogEntry.Parse).ToArray();

    /// <summary>The entries of CloudTrail panels.</summary>
    public static IReadOnlyList<CatalogEntry> AuditEntries { get; } = Parse(DashboardsOf("cloudtrail"));

    /// <summary>The entries of all sources.</summary>
    public static IReadOnlyList<CatalogEntry> AllEntries { get; } = Parse(AllDashboards);

    /// <summary>An entry of any source.</summary>
    public static CatalogEntry Entry(string id) => AllEntries.Single(entry => entry.Id == id);

    public static JsonElement Element(string id) => Elements.Single(entry => entry.GetProperty("id").GetString() == id);

    private static IEnumerable<JsonElement> DashboardsOf(string source) =>
        AllDashboards.Where(dashboard => dashboard.GetProperty("source").GetString() == source);

    private static CatalogEntry[] Parse(IEnumerable<JsonElement> dashboards) =>
        dashboards.SelectMany(dashboard => dashboard.GetProperty("panels").EnumerateArray()).Select(CatalogEntry.Parse).ToArray();
}
