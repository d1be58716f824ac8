using System.Reflection;
using System.Text.Json;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Panels;

/// <summary>The definitions against the catalog, entry by entry and word by word.</summary>
public sealed class CatalogTests
{
    private static readonly Dictionary<RecordSource, string> s_sources = new()
    {
        [RecordSource.AccessLog] = "access-log",
        [RecordSource.CloudTrail] = "cloudtrail",
        [RecordSource.Metrics] = "metrics",
    };

    /// <summary>Panels of metrics are held against their entries by tests of their own.</summary>
    private static IEnumerable<DashboardDefinition> Definitions => DashboardCatalog.All.Where(dashboard => dashboard.Source != RecordSource.Metrics);

    public static TheoryData<string> Ids => [.. CatalogGrammar.AllEntries.Select(entry => entry.Id)];

    [Fact]
    public void DashboardsAndPanelsAreThoseOfTheCatalogInItsOrder()
    {
        Assert.Equal(
            CatalogGrammar.AllDashboards.Select(dashboard => (Text(dashboard, "id"), Text(dashboard, "title"))),
            Definitions.Select(dashboard => (dashboard.Id, dashboard.Title)));
        Assert.Equal(CatalogGrammar.AllEntries.Select(entry => entry.Id), Definitions.SelectMany(dashboard => dashboard.Panels).Select(panel => panel.Id));
        Assert.Equal(
            CatalogGrammar.AllDashboards.Select(dashboard => string.Join(' ', dashboard.GetProperty("filters").EnumerateArray())),
            Definitions.Select(dashboard => string.Join(' ', dashboard.Filters.Select(field => field.Name))));
        Assert.Equal(CatalogGrammar.AllDashboards.Select(dashboard => Text(dashboard, "source")), Definitions.Select(dashboard => s_sources[dashboard.Source]));
        Assert.All(CatalogGrammar.AllDashboards, dashboard => Assert.Equal("1d", Text(dashboard, "defaultRange")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ADefinitionIsItsEntry(string id)
    {
        CatalogEntry entry = CatalogGrammar.Entry(id);
        PanelDefinition panel = Definitions.SelectMany(dashboard => dashboard.Panels).Single(panel => panel.Id == id);

        Assert.Equal(
            (entry.Title, entry.Chart, entry.Unit ?? "count", entry.Limit, entry.Rest),
            (panel.Title, Kebab(panel.Chart), panel.Unit, panel.Limit, panel.Rest));
        Assert.Equal(Definitions.Single(dashboard => dashboard.Panels.Contains(panel)).Source, panel.Source);
        Assert.Equal(entry.Where, panel.Where.Select(condition => new CatalogTest(Kebab(condition.Test), condition.Field?.Name, condition.Value)));
        Assert.Equal(entry.By, panel.By.Select(field => field.Name));
        Assert.Equal(entry.Order, panel.Order.Select(term => new CatalogOrder(term.Column, term.Descending)));
        Assert.Equal(entry.Interval, panel.Interval switch
        {
            null => null,
            { IsAuto: true } => "auto",
            { Width: var width } => width.TotalDays >= 1 ? $"{width.TotalDays}d" : width.TotalHours >= 1 ? $"{width.TotalHours}h" : $"{width.TotalMinutes}m",
        });
        Assert.Equal((entry.Measure.Kind, entry.Measure.Field), (Kebab(panel.Measure.Kind), panel.Measure.Field?.Name));
        Assert.Equal(entry.Measure.Percentiles, panel.Measure.Percentiles);
        Assert.Equal([.. entry.Measure.Columns, .. entry.Measure.Of], panel.Measure.Columns.Select(field => field.Name));

        Assert.Equal(entry.LimitPer, panel.LimitPer is { } per ? (per.Key.Name, per.Limit) : null);
        Assert.Equal(entry.Fill, panel.Fill);

        // What definitions cannot say must not be asked of them.
        Assert.Null(entry.Scale);
        Assert.Empty(entry.CompareWith);
    }

    [Fact]
    public void EveryPanelIsPublicUnderANameOfItsOwn()
    {
        PanelDefinition[] named =
        [
            .. new[] { typeof(AccessLogsOverview), typeof(AccessLogsErrors), typeof(AuditEvents) }
                .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
                .Where(property => property.PropertyType == typeof(PanelDefinition))
                .Select(property => (PanelDefinition)property.GetValue(null)!),
        ];
        Assert.Equal(
            CatalogGrammar.AllEntries.Select(entry => entry.Id).Order(StringComparer.Ordinal),
            named.Select(panel => panel.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryInsightIsPublicUnderANameOfItsOwn()
    {
        PanelDefinition[] named =
        [
            .. typeof(ApiGatewayAnalytics.Dashboards.Insights).GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType == typeof(PanelDefinition))
                .Select(property => (PanelDefinition)property.GetValue(null)!),
        ];
        DashboardDefinition dashboard = Assert.Single(DashboardCatalog.OnRequest);
        Assert.Equal(dashboard.Panels, named);
        Assert.All(named, panel => Assert.StartsWith("insights/", panel.Id, StringComparison.Ordinal));

        // A short name in the tool stands for one panel.
        string[] names = [.. dashboard.Panels.Select(panel => panel.Id.Split('/')[1])];
        Assert.Equal(names, names.Distinct());
        Assert.Empty(names.Intersect(DashboardCatalog.All.SelectMany(all => all.Panels).Select(panel => panel.Id.Split('/')[1])));
    }

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
