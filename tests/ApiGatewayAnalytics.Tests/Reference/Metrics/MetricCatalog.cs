using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Reference.Metrics;

/// <summary>The metric part of the catalog, as it stands in the copy beside the tests.</summary>
internal static class MetricCatalog
{
    private static readonly JsonDocument s_catalog =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "panels-metrics.json")));

    public static JsonElement[] Dashboards { get; } = [.. s_catalog.RootElement.GetProperty("dashboards").EnumerateArray()];

    public static IEnumerable<JsonElement> Panels(JsonElement dashboard) => dashboard.GetProperty("panels").EnumerateArray();

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static string[] Texts(JsonElement element, string name) => !element.TryGetProperty(name, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : [.. value.EnumerateArray().Select(item => item.GetString()!)];

    public static JsonElement[] Measures(JsonElement panel) =>
        panel.GetProperty("measure") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [panel.GetProperty("measure")];
}
