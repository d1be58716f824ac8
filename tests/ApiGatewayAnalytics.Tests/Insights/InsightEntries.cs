using System.Text.Json;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Insights;

/// <summary>The panels of Insights as entries of a catalog, which the slow reference answers, and engines that have them alone.</summary>
internal static class InsightEntries
{
    /// <summary>Without the panels of two sources.</summary>
    public static DashboardDefinition Dashboard { get; } = OfOneSource(DashboardCatalog.OnRequest.Single(dashboard => dashboard.Id == "insights"));

    public static IReadOnlyList<CatalogEntry> All { get; } = [.. Dashboard.Panels.Select(Of)];

    public static AnalyticsOptions Options(EngineMode mode)
    {
        var options = new AnalyticsOptions { Mode = mode };
        options.Dashboards.Clear();
        options.Dashboards.Add(Dashboard);
        return options;
    }

    public static CatalogEntry Of(PanelDefinition panel) => new(
        panel.Id,
        panel.Title,
        Kebab(panel.Chart),
        panel.Unit,
        [.. panel.Where.Select(condition => new CatalogTest(Kebab(condition.Test), condition.Field?.Name, condition.Value))],
        Names(panel.By),
        [
            new CatalogMeasure(
                Kebab(panel.Measure.Kind), panel.Measure.Field?.Name, panel.Measure.Percentiles,
                panel.Measure.Kind == MeasureKind.Rows ? Names(panel.Measure.Columns) : [],
                panel.Measure.Kind == MeasureKind.Distinct ? Names(panel.Measure.Columns) : []),
        ],
        panel.Interval is null ? null : "1h",
        [.. panel.Order.Select(term => new CatalogOrder(term.Column, term.Descending))],
        panel.Limit,
        LimitPer: null,
        panel.Rest,
        Fill: [],
        CompareWith: [],
        Scale: null,
        Asked: false);

    private static DashboardDefinition OfOneSource(DashboardDefinition dashboard) =>
        dashboard with { Panels = dashboard.Panels.RemoveAll(panel => panel.Counterpart is not null) };

    private static string[] Names(IEnumerable<Field> fields) => [.. fields.Select(field => field.Name)];

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");
}
