using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>http-websocket-latency</c>: latency of the stages of HTTP and WebSocket APIs.</summary>
public static class HttpWebSocketLatency
{
    private static readonly MetricPanels s_panels = new("http-websocket-latency", MetricScope.Stage, ApiKind.Http, ApiKind.WebSocket);

    /// <summary>The number of requests of each API over time, with the day and the week before.</summary>
    public static PanelDefinition HttpApiRequestsCompared { get; } = s_panels.Of(
        "http-api-requests-compared", "HTTP API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each API over time, with the day and the week before.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The mean and the largest time from request to response of each stage over time.</summary>
    public static PanelDefinition LatencyForHttpApi { get; } = s_panels.Of(
        "latency-for-http-api", "Latency for HTTP API (ms)", Chart.Line, Measure.MetricMean, "Latency") with
    {
        Description = "The mean and the largest time from request to response of each stage over time.",
        Unit = "ms",
        By = MetricPanels.ByStage,
        SecondMeasure = Measure.MetricMax,
        Interval = PanelInterval.Auto,
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

    /// <summary>Percentiles of the time that the integration takes of each stage.</summary>
    public static PanelDefinition PercentileIntegrationLatency { get; } = s_panels.Of(
        "percentile-integration-latency", "Percentile Integration Latency (ms)", Chart.Table, Measure.MetricPercentiles(50, 95, 99), "IntegrationLatency") with
    {
        Description = "Percentiles of the time that the integration takes of each stage.",
        Unit = "ms",
        By = MetricPanels.ByStage,
    };

    /// <summary>Percentiles of the time from request to response of each stage.</summary>
    public static PanelDefinition PercentileLatency { get; } = s_panels.Of(
        "percentile-latency", "Percentile Latency (ms)", Chart.Table, Measure.MetricPercentiles(50, 95, 99), "Latency") with
    {
        Description = "Percentiles of the time from request to response of each stage.",
        Unit = "ms",
        By = MetricPanels.ByStage,
    };

    /// <summary>The mean and the largest time that the integration takes of each stage over time.</summary>
    public static PanelDefinition IntegrationLatency { get; } = s_panels.Of(
        "integration-latency", "Integration Latency (ms)", Chart.Line, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean and the largest time that the integration takes of each stage over time.",
        Unit = "ms",
        By = MetricPanels.ByStage,
        SecondMeasure = Measure.MetricMax,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "http-websocket-latency",
        Title = "Latency (HTTP and WebSocket API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage],
        Panels =
        [
            HttpApiRequestsCompared, LatencyForHttpApi, WebsocketApiRequestsCompared, PercentileIntegrationLatency, PercentileLatency,
            IntegrationLatency,
        ],
    };
}
