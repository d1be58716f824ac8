using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboards that come with the library.</summary>
public static class DashboardCatalog
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static ImmutableArray<DashboardDefinition> All { get; } = [AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard];

    /// <summary>
    /// Those that an engine has only where its host adds them to <see cref="AnalyticsOptions.Dashboards"/>: they take much more
    /// of a log than all others together need.
    /// </summary>
    public static ImmutableArray<DashboardDefinition> OnRequest { get; } = [Insights.Dashboard];
}
