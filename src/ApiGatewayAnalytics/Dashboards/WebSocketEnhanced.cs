using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>websocket-enhanced</c>: WebSocket APIs by route, where detailed metrics are on.</summary>
public static class WebSocketEnhanced
{
    private static readonly MetricPanels s_panels = new("websocket-enhanced", MetricScope.Route, ApiKind.WebSocket);

    /// <summary>The number of messages to and from clients.</summary>
    public static PanelDefinition ApiCalls { get; } = s_panels.Of("api-calls", "API Calls", Chart.SingleValue, Measure.MetricSum, "MessageCount") with
    {
        Description = "The number of messages to and from clients.",
    };

    /// <summary>How many different routes have datapoints.</summary>
    public static PanelDefinition UniqueApiCalls { get; } = s_panels.Of(
        "unique-api-calls", "Unique API Calls", Chart.SingleValue, Measure.Distinct(MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage, MetricFields.Route), "MessageCount") with
    {
        Description = "How many different routes have datapoints.",
    };

    /// <summary>The number of messages to and from clients of each route.</summary>
    public static PanelDefinition ApiCallBreakdown { get; } = s_panels.Of(
        "api-call-breakdown", "API Call Breakdown", Chart.Table, Measure.MetricSum, "MessageCount") with
    {
        Description = "The number of messages to and from clients of each route.",
        By = MetricPanels.ByRoute,
    };

    /// <summary>The number of connections of each route over time.</summary>
    public static PanelDefinition ConnectCount { get; } = s_panels.Of(
        "connect-count", "Connect Count", Chart.Column, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections of each route over time.",
        By = MetricPanels.ByRoute,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of messages to and from clients of each route over time.</summary>
    public static PanelDefinition MessageCount { get; } = s_panels.Of(
        "message-count", "Message Count", Chart.Column, Measure.MetricSum, "MessageCount") with
    {
        Description = "The number of messages to and from clients of each route over time.",
        By = MetricPanels.ByRoute,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of messages refused with a status from 400 to 499 of each route over time.</summary>
    public static PanelDefinition ClientErrorsTrend { get; } = s_panels.Of(
        "client-errors-trend", "Client Errors", Chart.Line, Measure.MetricSum, "ClientError") with
    {
        Description = "The number of messages refused with a status from 400 to 499 of each route over time.",
        By = MetricPanels.ByRoute,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of integrations that answered with a status from 400 to 599 of each route over time.</summary>
    public static PanelDefinition IntegrationErrorsTrend { get; } = s_panels.Of(
        "integration-errors-trend", "Integration Errors", Chart.Line, Measure.MetricSum, "IntegrationError") with
    {
        Description = "The number of integrations that answered with a status from 400 to 599 of each route over time.",
        By = MetricPanels.ByRoute,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of integrations that could not be called of each route over time.</summary>
    public static PanelDefinition ExecutionErrorsTrend { get; } = s_panels.Of(
        "execution-errors-trend", "Execution Errors", Chart.Line, Measure.MetricSum, "ExecutionError") with
    {
        Description = "The number of integrations that could not be called of each route over time.",
        By = MetricPanels.ByRoute,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The mean time that the integration takes of each route over time.</summary>
    public static PanelDefinition AverageIntegrationLatency { get; } = s_panels.Of(
        "average-integration-latency", "Average Integration Latency (ms)", Chart.Column, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each route over time.",
        Unit = "ms",
        By = MetricPanels.ByRoute,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The mean time that the integration takes of each route.</summary>
    public static PanelDefinition IntegrationLatency { get; } = s_panels.Of(
        "integration-latency", "Integration Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each route.",
        Unit = "ms",
        By = MetricPanels.ByRoute,
    };

    /// <summary>How many different routes have datapoints.</summary>
    public static PanelDefinition ApiRoutes { get; } = s_panels.Of(
        "api-routes", "API Routes", Chart.SingleValue, Measure.Distinct(MetricFields.Route), "MessageCount") with
    {
        Description = "How many different routes have datapoints.",
    };

    /// <summary>The number of integrations that could not be called of each route.</summary>
    public static PanelDefinition ExecutionErrorsByRoute { get; } = s_panels.Of(
        "execution-errors-by-route", "Execution Errors", Chart.Honeycomb, Measure.MetricSum, "ExecutionError") with
    {
        Description = "The number of integrations that could not be called of each route.",
        By = MetricPanels.ByRoute,
    };

    /// <summary>The number of integrations that answered with a status from 400 to 599 of each route.</summary>
    public static PanelDefinition IntegrationErrorsByRoute { get; } = s_panels.Of(
        "integration-errors-by-route", "Integration Errors", Chart.Honeycomb, Measure.MetricSum, "IntegrationError") with
    {
        Description = "The number of integrations that answered with a status from 400 to 599 of each route.",
        By = MetricPanels.ByRoute,
    };

    /// <summary>The number of messages refused with a status from 400 to 499 of each route.</summary>
    public static PanelDefinition ClientErrorsByRoute { get; } = s_panels.Of(
        "client-errors-by-route", "Client Errors", Chart.Honeycomb, Measure.MetricSum, "ClientError") with
    {
        Description = "The number of messages refused with a status from 400 to 499 of each route.",
        By = MetricPanels.ByRoute,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "websocket-enhanced",
        Title = "Enhanced Monitoring (WebSocket API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage, MetricFields.Route],
        Panels =
        [
            ApiCalls, UniqueApiCalls, ApiCallBreakdown, ConnectCount, MessageCount, ClientErrorsTrend, IntegrationErrorsTrend,
            ExecutionErrorsTrend, AverageIntegrationLatency, IntegrationLatency, ApiRoutes, ExecutionErrorsByRoute, IntegrationErrorsByRoute,
            ClientErrorsByRoute,
        ],
    };
}
