using ApiGatewayAnalytics.AspNetCore;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering;

/// <summary>An answer for people without this tool: one file that a browser opens.</summary>
internal static class HtmlRenderer
{
    public static void Render(Findings findings, IEnumerable<DashboardDefinition> dashboards, Stream output) =>
        AnalyticsReport.WriteHtml(output, findings.Answer, dashboards);
}
