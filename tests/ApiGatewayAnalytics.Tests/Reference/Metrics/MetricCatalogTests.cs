using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Reference.Metrics;

/// <summary>The definitions of panels of metrics against the catalog, entry by entry and word by word.</summary>
public sealed class MetricCatalogTests
{
    private static readonly string[] s_known =
        ["id", "title", "chart", "unit", "metric", "scope", "by", "measure", "interval", "scale", "compareWith", "asked"];

    private static DashboardDefinition[] Definitions => [.. DashboardCatalog.All.Where(dashboard => dashboard.Source == RecordSource.Metrics)];

    public static TheoryData<string> Ids => [.. MetricCatalog.Dashboards.SelectMany(MetricCatalog.Panels).Select(panel => MetricCatalog.Text(panel, "id"))];

    [Fact]
    public void DashboardsAndPanelsAreThoseOfTheCatalogInItsOrder()
    {
        Assert.Equal(117, Ids.Count);
        Assert.Equal(
            MetricCatalog.Dashboards.Select(dashboard => (MetricCatalog.Text(dashboard, "id"), MetricCatalog.Text(dashboard, "title"), string.Join(' ', MetricCatalog.Texts(dashboard, "filters")))),
            Definitions.Select(dashboard => (dashboard.Id, dashboard.Title, string.Join(' ', dashboard.Filters.Select(field => field.Name)))));
        Assert.Equal(
            MetricCatalog.Dashboards.SelectMany(MetricCatalog.Panels).Select(panel => MetricCatalog.Text(panel, "id")),
            Definitions.SelectMany(dashboard => dashboard.Panels).Select(panel => panel.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADefinitionIsItsEntry(string id)
    {
        JsonElement dashboard = MetricCatalog.Dashboards.Single(known => MetricCatalog.Panels(known).Any(one => MetricCatalog.Text(one, "id") == id));
        JsonElement entry = MetricCatalog.Panels(dashboard).Single(known => MetricCatalog.Text(known, "id") == id);
        PanelDefinition panel = Definitions.SelectMany(known => known.Panels).Single(known => known.Id == id);
        Assert.All(entry.EnumerateObject(), member => Assert.Contains(member.Name, s_known));
        Assert.Equal(MetricCatalog.Text(entry, "title"), panel.Title);
        Assert.Equal(MetricCatalog.Text(entry, "chart"), Kebab(panel.Chart));
        Assert.Equal(entry.TryGetProperty("unit", out JsonElement unit) ? unit.GetString() : "count", panel.Unit);
        Assert.Equal(MetricCatalog.Texts(entry, "metric"), panel.Metrics);
        Assert.Equal(MetricCatalog.Text(entry, "scope"), Kebab(panel.Scope!.Value));
        Assert.Equal(MetricCatalog.Text(dashboard, "apiKind"), string.Join('+', panel.ApiKinds.Select(kind => $"{kind}".ToUpperInvariant())));
        Assert.Equal(MetricCatalog.Texts(entry, "by"), panel.By.Select(field => field.Name));
        Measure?[] measures = [panel.Measure, panel.SecondMeasure];
        Assert.Equal(
            MetricCatalog.Measures(entry).Select(Describe),
            measures.OfType<Measure>().Select(measure => (Kebab(measure.Kind), string.Join(' ', measure.Percentiles.Select(percent => $"{percent}").Concat(measure.Columns.Select(field => field.Name))))));
        Assert.Equal(entry.TryGetProperty("scale", out JsonElement scale) ? scale.GetDouble() : 1, panel.Scale);
        Assert.Equal(MetricCatalog.Texts(entry, "compareWith"), panel.CompareWith.Select(back => $"{back.TotalDays}d"));
        Assert.Equal(
            entry.TryGetProperty("interval", out JsonElement interval) ? interval.GetString() : null,
            panel.Interval is not { } width ? null : width.IsAuto ? "auto" : $"{width.Width.TotalMinutes}m");
        Assert.NotEmpty(panel.Description);
        Assert.Equal(RecordSource.Metrics, panel.Source);
    }

    [Fact]
    public void KindsAreThoseOfTheCatalog() => Assert.Equal(["REST", "HTTP", "WEBSOCKET"], Enum.GetValues<ApiKind>().Select(kind => $"{kind}".ToUpperInvariant()));

    private static (string Kind, string What) Describe(JsonElement measure) => (
        MetricCatalog.Text(measure, "kind"),
        string.Join(' ', (measure.TryGetProperty("percentiles", out JsonElement list) ? list.EnumerateArray().Select(percent => percent.ToString()) : []).Concat(MetricCatalog.Texts(measure, "of"))));

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");
}
