using System.Globalization;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Tests.Panels;

/// <summary>docs/panels.md is generated from the definitions.</summary>
public sealed class PanelDocumentationTests
{
    private static readonly DashboardDefinition[] s_dashboards = [.. DashboardCatalog.All, .. DashboardCatalog.OnRequest];

    private const string Opening = """
        # Panels

        Every panel that comes with the library, with the variables that a stage's access log format has to contain for it, or the
        members of a CloudTrail event that it reads. A panel whose variables are missing is answered all the same: it counts what it
        finds. Every panel of access logs also reads the time of a request (`$context.requestTimeEpoch`, else `$context.requestTime`),
        and dashboards can be filtered by account, region and API, those of access logs by stage too.

        Panels of metrics name the metric of CloudWatch and, in brackets, the dimensions that they read: those of an API, of its stage, or of
        a route. Fed with access logs alone they are derived from those, where that is possible.

        The panels of [Insights](insights.md) are computed only where they are asked for. Some hold access logs against metrics or CloudTrail
        events, and name what they read of both.

        This page is generated from the definitions by a test; run it with `UPDATE_DOCS=1` after changing one.

        """;

    [Fact]
    public void ThePageIsWhatTheDefinitionsSay()
    {
        var page = new StringBuilder(Opening);
        foreach (DashboardDefinition dashboard in s_dashboards)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {dashboard.Title}\n\n`{dashboard.Id}`, {dashboard.Panels.Length} panels\n\n");
            page.Append("| id | title | chart | unit | variables | what it shows |\n|---|---|---|---|---|---|\n");
            foreach (PanelDefinition panel in dashboard.Panels)
            {
                string chart = JsonNamingPolicy.KebabCaseLower.ConvertName($"{panel.Chart}");
                string variables = panel.Scope is { } scope
                    ? $"{string.Join(", ", panel.Metrics.Select(metric => $"`{metric}`"))} ({JsonNamingPolicy.KebabCaseLower.ConvertName($"{scope}")})"
                    : string.Join(", ", Variables(panel).Concat(Counterpart(panel)).Select(variable => $"`{variable}`"));
                page.Append(CultureInfo.InvariantCulture, $"| `{panel.Id[(dashboard.Id.Length + 1)..]}` | {panel.Title} | {chart} | {panel.Unit} | {variables} | {panel.Description} |\n");
            }
        }

        RepositoryFolder.AssertCommitted("docs/panels.md", page.ToString().ReplaceLineEndings("\n"), "UPDATE_DOCS");
    }

    [Fact]
    public void EveryPanelHasADescription() =>
        Assert.All(s_dashboards.SelectMany(dashboard => dashboard.Panels), panel => Assert.EndsWith(".", panel.Description, StringComparison.Ordinal));

    private static IEnumerable<string> Variables(PanelDefinition panel)
    {
        IEnumerable<Field?> waf = panel.Where.Contains(Predicate.BlockedByWaf)
            ? [AccessLogFields.WafResponseCode, AccessLogFields.ErrorResponseType, AccessLogFields.WafStatus]
            : [];
        IEnumerable<Field?> figures = panel.Counterpart is not { } counterpart ? [] :
        [
            counterpart.Figures.Contains(Figure.ErrorRate) ? AccessLogFields.Status : null,
            counterpart.Figures.Contains(Figure.P95) ? AccessLogFields.ResponseLatency : null,
        ];
        return panel.By.Concat(figures).Concat(panel.Measure.Columns).Append(panel.Measure.Field).Concat(panel.Where.Select(condition => condition.Field)).Concat(waf)
            .Select(field => field == DerivedFields.ApiName && panel.Source == RecordSource.AccessLog ? AccessLogFields.ApiId : field)
            .OfType<Field>()
            .SelectMany(field => DerivedAccessLogFields.SourcesOf(field) is { Length: > 0 } sources ? sources : [field])
            .Select(field => field.Variable)
            .OfType<string>()
            .Distinct();
    }

    /// <summary>What is read of the other source, where there is one.</summary>
    private static IEnumerable<string> Counterpart(PanelDefinition panel) => panel.Counterpart switch
    {
        null => [],
        { Scope: { } scope } => [$"Count ({JsonNamingPolicy.KebabCaseLower.ConvertName($"{scope}")})"],
        _ => ["eventName", "requestParameters", "errorCode"],
    };
}
