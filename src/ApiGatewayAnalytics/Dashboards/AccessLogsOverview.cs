using ApiGatewayAnalytics.Panels;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>access-logs-overview</c>: who calls which API, how, and how long it takes. A list of
/// declarations, which is why the file is long.</summary>
public static class AccessLogsOverview
{
    /// <summary>All requests.</summary>
    public static PanelDefinition TotalRequests { get; } = new()
    {
        Id = "access-logs-overview/total-requests",
        Title = "Total Requests",
        Description = "All requests.",
        Chart = Chart.SingleValue,
        Measure = Measure.Count,
    };

    /// <summary>The mean length of the response bodies.</summary>
    public static PanelDefinition AvgResponseSize { get; } = new()
    {
        Id = "access-logs-overview/avg-response-size",
        Title = "Avg Response Size for REST and HTTP API",
        Description = "The mean length of the response bodies.",
        Chart = Chart.SingleValue,
        Unit = "bytes",
        Where = [Predicate.Present(Log.ResponseLength)],
        Measure = Measure.Mean(Log.ResponseLength),
    };

    /// <summary>The mean time from request to response.</summary>
    public static PanelDefinition AvgResponseTime { get; } = new()
    {
        Id = "access-logs-overview/avg-response-time",
        Title = "Avg Response Time for REST and HTTP API",
        Description = "The mean time from request to response.",
        Chart = Chart.SingleValue,
        Unit = "ms",
        Where = [Predicate.Present(Log.ResponseLatency)],
        Measure = Measure.Mean(Log.ResponseLatency),
    };

    /// <summary>The addresses that called most.</summary>
    public static PanelDefinition TopClientIps { get; } = new()
    {
        Id = "access-logs-overview/top-10-client-ips",
        Title = "Top 10 Client IPs",
        Description = "The addresses that called most.",
        Chart = Chart.Bar,
        Where = [Predicate.Present(Log.IdentitySourceIp)],
        By = [Log.IdentitySourceIp],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    /// <summary>Requests per hour by the status of the response.</summary>
    public static PanelDefinition RequestTrendByStatusCode { get; } = new()
    {
        Id = "access-logs-overview/request-trend-by-status-code",
        Title = "Request Trend by Status Code",
        Description = "Requests per hour by the status of the response.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Log.Status)],
        By = [Log.Status],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>Requests per hour by the status that the back end returned.</summary>
    public static PanelDefinition IntegrationStatusCodeTrend { get; } = new()
    {
        Id = "access-logs-overview/integration-status-code-trend",
        Title = "Integration Status Code Trend",
        Description = "Requests per hour by the status that the back end returned.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Log.IntegrationStatus)],
        By = [Log.IntegrationStatus],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>The requests that took longest.</summary>
    public static PanelDefinition TopSlowestRequests { get; } = new()
    {
        Id = "access-logs-overview/top-10-slowest-requests",
        Title = "Top 10 Slowest Requests for REST and HTTP API",
        Description = "The requests that took longest.",
        Chart = Chart.Table,
        Where = [Predicate.Present(Log.ResponseLatency)],
        Measure = Measure.Rows(Log.RequestId, DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.Path, Log.ResponseLatency),
        Order = [OrderTerm.DescendingBy("responseLatency"), OrderTerm.Ascending("requestId")],
        Limit = 10,
    };

    /// <summary>Requests by protocol.</summary>
    public static PanelDefinition DistributionByProtocol { get; } = new()
    {
        Id = "access-logs-overview/distribution-by-protocol",
        Title = "Distribution by Protocol for REST and HTTP API",
        Description = "Requests by protocol.",
        Chart = Chart.Pie,
        Where = [Predicate.Present(Log.Protocol)],
        By = [Log.Protocol],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Requests by HTTP method.</summary>
    public static PanelDefinition DistributionByMethod { get; } = new()
    {
        Id = "access-logs-overview/distribution-by-method",
        Title = "Distribution by Method for REST and HTTP API",
        Description = "Requests by HTTP method.",
        Chart = Chart.Pie,
        Where = [Predicate.Present(Log.HttpMethod)],
        By = [Log.HttpMethod],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>The requests with the longest response bodies.</summary>
    public static PanelDefinition TopApisByResponseSize { get; } = new()
    {
        Id = "access-logs-overview/top-10-apis-by-response-size",
        Title = "Top 10 APIs by Response Size for REST and HTTP API",
        Description = "The requests with the longest response bodies.",
        Chart = Chart.Table,
        Where = [Predicate.Present(Log.ResponseLength)],
        Measure = Measure.Rows(Log.RequestId, DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.Path, Log.ResponseLength),
        Order = [OrderTerm.DescendingBy("responseLength"), OrderTerm.Ascending("requestId")],
        Limit = 10,
    };

    /// <summary>Requests by stage.</summary>
    public static PanelDefinition DistributionOfStage { get; } = new()
    {
        Id = "access-logs-overview/distribution-of-stage",
        Title = "Distribution of Stage",
        Description = "Requests by stage.",
        Chart = Chart.Pie,
        Where = [Predicate.Present(Log.Stage)],
        By = [Log.Stage],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>Where the callers are.</summary>
    public static PanelDefinition ClientIpLocation { get; } = new()
    {
        Id = "access-logs-overview/client-ip-location",
        Title = "Client IP Location",
        Description = "Where the callers are.",
        Chart = Chart.Map,
        Where = [Predicate.Located(Log.IdentitySourceIp)],
        By = [DerivedFields.Country, DerivedFields.Latitude, DerivedFields.Longitude],
        Measure = Measure.Count,
    };

    /// <summary>The user agents that called most.</summary>
    public static PanelDefinition TopUserAgents { get; } = new()
    {
        Id = "access-logs-overview/top-10-user-agents",
        Title = "Top 10 User Agents",
        Description = "The user agents that called most.",
        Chart = Chart.Table,
        Where = [Predicate.Present(Log.IdentityUserAgent)],
        By = [Log.IdentityUserAgent],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 10,
    };

    /// <summary>Requests by the status of the response.</summary>
    public static PanelDefinition RequestStatusCode { get; } = new()
    {
        Id = "access-logs-overview/request-status-code",
        Title = "Request Status Code",
        Description = "Requests by the status of the response.",
        Chart = Chart.Pie,
        Where = [Predicate.Present(Log.Status)],
        By = [Log.Status],
        Measure = Measure.Count,
        Order = [.. OrderTerm.CountThenKeys],
    };

    /// <summary>The mean time from request to response of each API.</summary>
    public static PanelDefinition ResponseLatency { get; } = new()
    {
        Id = "access-logs-overview/response-latency",
        Title = "Response Latency for REST and HTTP API",
        Description = "The mean time from request to response of each API.",
        Chart = Chart.Honeycomb,
        Unit = "ms",
        Where = [Predicate.Present(Log.ResponseLatency)],
        By = [Log.Account, Log.Region, DerivedFields.ApiName],
        Measure = Measure.Mean(Log.ResponseLatency),
    };

    /// <summary>The mean time of the back end of each API.</summary>
    public static PanelDefinition AverageIntegrationLatency { get; } = new()
    {
        Id = "access-logs-overview/average-integration-latency",
        Title = "Average Integration Latency",
        Description = "The mean time of the back end of each API.",
        Chart = Chart.Honeycomb,
        Unit = "ms",
        Where = [Predicate.Present(Log.IntegrationLatency)],
        By = [Log.Account, Log.Region, DerivedFields.ApiName],
        Measure = Measure.Mean(Log.IntegrationLatency),
    };

    /// <summary>The mean time in AWS WAF of each API.</summary>
    public static PanelDefinition WafLatency { get; } = new()
    {
        Id = "access-logs-overview/waf-latency",
        Title = "WAF Latency for REST and WebSocket API",
        Description = "The mean time in AWS WAF of each API.",
        Chart = Chart.Honeycomb,
        Unit = "ms",
        Where = [Predicate.Present(Log.WafLatency)],
        By = [Log.Account, Log.Region, DerivedFields.ApiName],
        Measure = Measure.Mean(Log.WafLatency),
    };

    /// <summary>The time of the back end by path: median and tail.</summary>
    public static PanelDefinition PercentileIntegrationLatency { get; } = new()
    {
        Id = "access-logs-overview/percentile-integration-latency",
        Title = "Percentile Integration Latency",
        Description = "The time of the back end by path: median and tail.",
        Chart = Chart.Table,
        Unit = "ms",
        Where = [Predicate.Present(Log.IntegrationLatency)],
        By = [DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.Path],
        Measure = Measure.PercentilesOf(Log.IntegrationLatency, 50, 95, 99),
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 1000,
        Rest = "(other)",
    };

    /// <summary>The time from request to response by path: median and tail.</summary>
    public static PanelDefinition PercentileResponseLatency { get; } = new()
    {
        Id = "access-logs-overview/percentile-response-latency",
        Title = "Percentile Response Latency for REST and HTTP API",
        Description = "The time from request to response by path: median and tail.",
        Chart = Chart.Table,
        Unit = "ms",
        Where = [Predicate.Present(Log.ResponseLatency)],
        By = [DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.Path],
        Measure = Measure.PercentilesOf(Log.ResponseLatency, 50, 95, 99),
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 1000,
        Rest = "(other)",
    };

    /// <summary>The time in AWS WAF by path: median and tail.</summary>
    public static PanelDefinition PercentileWafLatency { get; } = new()
    {
        Id = "access-logs-overview/percentile-waf-latency",
        Title = "Percentile WAF Latency for REST and WebSocket API",
        Description = "The time in AWS WAF by path: median and tail.",
        Chart = Chart.Table,
        Unit = "ms",
        Where = [Predicate.Present(Log.WafLatency)],
        By = [DerivedFields.ApiName, Log.DomainName, Log.Stage, Log.Path],
        Measure = Measure.PercentilesOf(Log.WafLatency, 50, 95, 99),
        Order = [.. OrderTerm.CountThenKeys],
        Limit = 1000,
        Rest = "(other)",
    };

    /// <summary>The newest requests that were answered with 200.</summary>
    public static PanelDefinition RecentSuccessfulRequests { get; } = new()
    {
        Id = "access-logs-overview/recent-100-successful-requests",
        Title = "Recent 100 Successful Requests",
        Description = "The newest requests that were answered with 200.",
        Chart = Chart.Table,
        Where = [Predicate.EqualTo(Log.Status, "200")],
        Measure = Measure.Rows(
            DerivedFields.Time, DerivedFields.ApiName, Log.RequestId, Log.DomainName, Log.Stage, Log.HttpMethod, Log.Path,
            Log.Status, Log.RouteKey),
        Order = [OrderTerm.DescendingBy("time"), OrderTerm.Ascending("requestId")],
        Limit = 100,
    };

    /// <summary>Requests per hour by stage.</summary>
    public static PanelDefinition RequestTrendByStage { get; } = new()
    {
        Id = "access-logs-overview/request-trend-by-stage",
        Title = "Request Trend by Stage",
        Description = "Requests per hour by stage.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Log.Stage)],
        By = [Log.Stage],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>Requests per hour by HTTP method.</summary>
    public static PanelDefinition RequestTrendByMethod { get; } = new()
    {
        Id = "access-logs-overview/request-trend-by-method",
        Title = "Request Trend by HTTP Method",
        Description = "Requests per hour by HTTP method.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Log.HttpMethod)],
        By = [Log.HttpMethod],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>Requests per hour by protocol.</summary>
    public static PanelDefinition RequestTrendByProtocol { get; } = new()
    {
        Id = "access-logs-overview/request-trend-by-protocol",
        Title = "Request Trend by Protocol",
        Description = "Requests per hour by protocol.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Log.Protocol)],
        By = [Log.Protocol],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
    };

    /// <summary>Requests per hour of the heaviest user agents.</summary>
    public static PanelDefinition RequestTrendByUserAgent { get; } = new()
    {
        Id = "access-logs-overview/request-trend-by-user-agent",
        Title = "Request Trend by User Agent",
        Description = "Requests per hour of the heaviest user agents.",
        Chart = Chart.Column,
        Where = [Predicate.Present(Log.IdentityUserAgent)],
        By = [Log.IdentityUserAgent],
        Measure = Measure.Count,
        Interval = PanelInterval.Of(TimeSpan.FromHours(1)),
        Limit = 10,
        Rest = "(other)",
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "access-logs-overview",
        Title = "Access Logs - Overview",
        Panels =
        [
            TotalRequests, AvgResponseSize, AvgResponseTime, TopClientIps, RequestTrendByStatusCode, IntegrationStatusCodeTrend,
            TopSlowestRequests, DistributionByProtocol, DistributionByMethod, TopApisByResponseSize, DistributionOfStage,
            ClientIpLocation, TopUserAgents, RequestStatusCode, ResponseLatency, AverageIntegrationLatency, WafLatency,
            PercentileIntegrationLatency, PercentileResponseLatency, PercentileWafLatency, RecentSuccessfulRequests,
            RequestTrendByStage, RequestTrendByMethod, RequestTrendByProtocol, RequestTrendByUserAgent,
        ],
    };
}
