using System.Collections.Immutable;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboards that come with the library.</summary>
public static class DashboardCatalog
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static ImmutableArray<DashboardDefinition> All { get; } =
    [
        RestOverview.Dashboard, HttpOverview.Dashboard, WebSocketOverview.Dashboard,
        AccessLogsOverview.Dashboard, AccessLogsErrors.Dashboard, AuditEvents.Dashboard,
        RestLatencyCache.Dashboard, HttpWebSocketLatency.Dashboard, RestErrors.Dashboard, HttpWebSocketErrors.Dashboard,
        RestEnhanced.Dashboard, HttpEnhanced.Dashboard, WebSocketEnhanced.Dashboard,
    ];

    /// <summary>
    /// Those that an engine has only where its host adds them to <see cref="AnalyticsOptions.Dashboards"/>: with them a log takes about
    /// half as long again.
    /// </summary>
    public static ImmutableArray<DashboardDefinition> OnRequest => Requested.All;

    /// <summary>Made when they are asked for first, so that they delay no start.</summary>
    private static class Requested
    {
        public static readonly ImmutableArray<DashboardDefinition> All = [Insights.Dashboard];
    }
}
