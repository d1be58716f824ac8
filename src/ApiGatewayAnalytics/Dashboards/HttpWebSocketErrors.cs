using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>http-websocket-errors</c>: errors of the stages of HTTP and WebSocket APIs.</summary>
public static class HttpWebSocketErrors
{
    private static readonly MetricPanels s_panels = new("http-websocket-errors", MetricScope.Stage, ApiKind.Http, ApiKind.WebSocket);

    /// <summary>The number of responses with a status from 400 to 499 of each stage over time.</summary>
    public static PanelDefinition Errors4xxTrend { get; } = s_panels.Of("4xx-errors-trend", "4XX Errors", Chart.Line, Measure.MetricSum, "4xx") with
    {
        Description = "The number of responses with a status from 400 to 499 of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 500 to 599 of each stage over time.</summary>
    public static PanelDefinition Errors5xxTrend { get; } = s_panels.Of("5xx-errors-trend", "5XX Errors", Chart.Line, Measure.MetricSum, "5xx") with
    {
        Description = "The number of responses with a status from 500 to 599 of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of messages refused with a status from 400 to 499 of each stage over time.</summary>
    public static PanelDefinition ClientErrorsTrend { get; } = s_panels.Of(
        "client-errors-trend", "Client Errors", Chart.Line, Measure.MetricSum, "ClientError") with
    {
        Description = "The number of messages refused with a status from 400 to 499 of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of integrations that answered with a status from 400 to 599 of each stage over time.</summary>
    public static PanelDefinition IntegrationErrorsTrend { get; } = s_panels.Of(
        "integration-errors-trend", "Integration Errors", Chart.Line, Measure.MetricSum, "IntegrationError") with
    {
        Description = "The number of integrations that answered with a status from 400 to 599 of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of integrations that could not be called of each stage over time.</summary>
    public static PanelDefinition ExecutionErrorsTrend { get; } = s_panels.Of(
        "execution-errors-trend", "Execution Errors", Chart.Line, Measure.MetricSum, "ExecutionError") with
    {
        Description = "The number of integrations that could not be called of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 400 to 499.</summary>
    public static PanelDefinition Errors4xxTotal { get; } = s_panels.Of(
        "4xx-errors-total", "4XX Errors", Chart.SingleValue, Measure.MetricSum, "4xx") with
    {
        Description = "The number of responses with a status from 400 to 499.",
    };

    /// <summary>The number of responses with a status from 500 to 599.</summary>
    public static PanelDefinition Errors5xxTotal { get; } = s_panels.Of(
        "5xx-errors-total", "5XX Errors", Chart.SingleValue, Measure.MetricSum, "5xx") with
    {
        Description = "The number of responses with a status from 500 to 599.",
    };

    /// <summary>The number of messages refused with a status from 400 to 499.</summary>
    public static PanelDefinition ClientErrorsTotal { get; } = s_panels.Of(
        "client-errors-total", "Client Errors", Chart.SingleValue, Measure.MetricSum, "ClientError") with
    {
        Description = "The number of messages refused with a status from 400 to 499.",
    };

    /// <summary>The number of integrations that answered with a status from 400 to 599.</summary>
    public static PanelDefinition IntegrationErrorsTotal { get; } = s_panels.Of(
        "integration-errors-total", "Integration Errors", Chart.SingleValue, Measure.MetricSum, "IntegrationError") with
    {
        Description = "The number of integrations that answered with a status from 400 to 599.",
    };

    /// <summary>The number of integrations that could not be called.</summary>
    public static PanelDefinition ExecutionErrorsTotal { get; } = s_panels.Of(
        "execution-errors-total", "Execution Errors", Chart.SingleValue, Measure.MetricSum, "ExecutionError") with
    {
        Description = "The number of integrations that could not be called.",
    };

    /// <summary>The share of responses with a status from 400 to 599 among all requests.</summary>
    public static PanelDefinition AverageErrorRateTotal { get; } = s_panels.Of(
        "average-error-rate-total", "Average Error Rate", Chart.SingleValue, Measure.ErrorRate, "4xx", "5xx", "Count") with
    {
        Description = "The share of responses with a status from 400 to 599 among all requests.",
        Unit = "percent",
        Scale = 100,
    };

    /// <summary>The share of responses with a status from 400 to 599 among all requests of each stage over time.</summary>
    public static PanelDefinition AverageErrorRateTrend { get; } = s_panels.Of(
        "average-error-rate-trend", "Average Error Rate", Chart.Line, Measure.ErrorRate, "4xx", "5xx", "Count") with
    {
        Description = "The share of responses with a status from 400 to 599 among all requests of each stage over time.",
        Unit = "percent",
        By = [DerivedFields.ApiName, MetricFields.Stage],
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of requests of each API over time, with the day and the week before.</summary>
    public static PanelDefinition HttpApiRequestsCompared { get; } = s_panels.Of(
        "http-api-requests-compared", "HTTP API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each API over time, with the day and the week before.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The number of connections of each API over time, with the day and the week before.</summary>
    public static PanelDefinition WebsocketApiRequestsCompared { get; } = s_panels.Of(
        "websocket-api-requests-compared", "WebSocket API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "ConnectCount") with
    {
        Description = "The number of connections of each API over time, with the day and the week before.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "http-websocket-errors",
        Title = "Errors (HTTP and WebSocket API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage],
        Panels =
        [
            Errors4xxTrend, Errors5xxTrend, ClientErrorsTrend, IntegrationErrorsTrend, ExecutionErrorsTrend, Errors4xxTotal, Errors5xxTotal,
            ClientErrorsTotal, IntegrationErrorsTotal, ExecutionErrorsTotal, AverageErrorRateTotal, AverageErrorRateTrend,
            HttpApiRequestsCompared, WebsocketApiRequestsCompared,
        ],
    };
}
