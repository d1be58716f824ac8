using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>websocket-overview</c>: connections, messages and errors of WebSocket APIs.</summary>
public static class WebSocketOverview
{
    private static readonly MetricPanels s_panels = new("websocket-overview", MetricScope.Api, ApiKind.WebSocket);

    /// <summary>The number of connections.</summary>
    public static PanelDefinition ApiCalls { get; } = s_panels.Of("api-calls", "API Calls", Chart.SingleValue, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections.",
    };

    /// <summary>How many different APIs have datapoints.</summary>
    public static PanelDefinition UniqueApiCalls { get; } = s_panels.Of(
        "unique-api-calls", "Unique API Calls", Chart.SingleValue, Measure.Distinct(MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId), "ConnectCount") with
    {
        Description = "How many different APIs have datapoints.",
    };

    /// <summary>The number of connections of each API over time.</summary>
    public static PanelDefinition ConnectCountTrend { get; } = s_panels.Of(
        "connect-count-trend", "Connect Count", Chart.Line, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of connections of each account and region over time, with the day and the week before.</summary>
    public static PanelDefinition ApiRequestsCompared { get; } = s_panels.Of(
        "api-requests-compared", "API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections of each account and region over time, with the day and the week before.",
        By = [MetricFields.Account, MetricFields.Region],
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The number of messages to and from clients of each API over time.</summary>
    public static PanelDefinition MessageCountTrend { get; } = s_panels.Of(
        "message-count-trend", "Message Count", Chart.Line, Measure.MetricSum, "MessageCount") with
    {
        Description = "The number of messages to and from clients of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of connections of each API.</summary>
    public static PanelDefinition ConnectCountByApi { get; } = s_panels.Of(
        "connect-count-by-api", "Connect Count", Chart.Honeycomb, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of messages to and from clients of each API.</summary>
    public static PanelDefinition MessageCountByApi { get; } = s_panels.Of(
        "message-count-by-api", "Message Count", Chart.Honeycomb, Measure.MetricSum, "MessageCount") with
    {
        Description = "The number of messages to and from clients of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of messages refused with a status from 400 to 499 of each API.</summary>
    public static PanelDefinition ClientErrorsByApi { get; } = s_panels.Of(
        "client-errors-by-api", "Client Errors", Chart.Honeycomb, Measure.MetricSum, "ClientError") with
    {
        Description = "The number of messages refused with a status from 400 to 499 of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of integrations that could not be called of each API.</summary>
    public static PanelDefinition ExecutionErrorsByApi { get; } = s_panels.Of(
        "execution-errors-by-api", "Execution Errors", Chart.Honeycomb, Measure.MetricSum, "ExecutionError") with
    {
        Description = "The number of integrations that could not be called of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of integrations that answered with a status from 400 to 599 of each API.</summary>
    public static PanelDefinition IntegrationErrorsByApi { get; } = s_panels.Of(
        "integration-errors-by-api", "Integration Errors", Chart.Honeycomb, Measure.MetricSum, "IntegrationError") with
    {
        Description = "The number of integrations that answered with a status from 400 to 599 of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of messages refused with a status from 400 to 499 of each API over time.</summary>
    public static PanelDefinition ClientErrorsTrend { get; } = s_panels.Of(
        "client-errors-trend", "Client Errors", Chart.Line, Measure.MetricSum, "ClientError") with
    {
        Description = "The number of messages refused with a status from 400 to 499 of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of integrations that could not be called of each API over time.</summary>
    public static PanelDefinition ExecutionErrorsTrend { get; } = s_panels.Of(
        "execution-errors-trend", "Execution Errors", Chart.Line, Measure.MetricSum, "ExecutionError") with
    {
        Description = "The number of integrations that could not be called of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of integrations that answered with a status from 400 to 599 of each API over time.</summary>
    public static PanelDefinition IntegrationErrorsTrend { get; } = s_panels.Of(
        "integration-errors-trend", "Integration Errors", Chart.Line, Measure.MetricSum, "IntegrationError") with
    {
        Description = "The number of integrations that answered with a status from 400 to 599 of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of connections by name of the API.</summary>
    public static PanelDefinition ApiCallsByApiName { get; } = s_panels.Of(
        "api-calls-by-api-name", "API Calls by apiname", Chart.Table, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections by name of the API.",
        By = [DerivedFields.ApiName],
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "websocket-overview",
        Title = "Overview (WebSocket API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId],
        Panels =
        [
            ApiCalls, UniqueApiCalls, ConnectCountTrend, ApiRequestsCompared, MessageCountTrend, ConnectCountByApi, MessageCountByApi,
            ClientErrorsByApi, ExecutionErrorsByApi, IntegrationErrorsByApi, ClientErrorsTrend, ExecutionErrorsTrend, IntegrationErrorsTrend,
            ApiCallsByApiName,
        ],
    };
}
