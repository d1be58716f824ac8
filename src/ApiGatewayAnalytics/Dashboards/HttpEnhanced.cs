using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>http-enhanced</c>: HTTP APIs by resource and method, where detailed metrics are on.</summary>
public static class HttpEnhanced
{
    private static readonly MetricPanels s_panels = new("http-enhanced", MetricScope.Route, ApiKind.Http);

    /// <summary>The number of requests.</summary>
    public static PanelDefinition ApiCalls { get; } = s_panels.Of("api-calls", "API Calls", Chart.SingleValue, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests.",
    };

    /// <summary>How many different resources and methods have datapoints.</summary>
    public static PanelDefinition UniqueApiCalls { get; } = s_panels.Of(
        "unique-api-calls", "Unique API Calls", Chart.SingleValue, Measure.Distinct(MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage, MetricFields.Resource, MetricFields.Method), "Count") with
    {
        Description = "How many different resources and methods have datapoints.",
    };

    /// <summary>The number of requests of each resource and method.</summary>
    public static PanelDefinition ApiCallBreakdown { get; } = s_panels.Of(
        "api-call-breakdown", "API Call Breakdown", Chart.Table, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each resource and method.",
        By = MetricPanels.ByResource,
    };

    /// <summary>How many different resources have datapoints.</summary>
    public static PanelDefinition ApiResources { get; } = s_panels.Of(
        "api-resources", "API Resources", Chart.SingleValue, Measure.Distinct(MetricFields.Resource), "Count") with
    {
        Description = "How many different resources have datapoints.",
    };

    /// <summary>The number of requests of each resource and method every 15 minutes.</summary>
    public static PanelDefinition ApiCallsByHttpMethod { get; } = s_panels.Of(
        "api-calls-by-http-method", "API Calls By HTTP Method", Chart.Column, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each resource and method every 15 minutes.",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The number of bytes processed of each resource and method over time.</summary>
    public static PanelDefinition DataProcessed { get; } = s_panels.Of(
        "data-processed", "Data Processed", Chart.Line, Measure.MetricSum, "DataProcessed") with
    {
        Description = "The number of bytes processed of each resource and method over time.",
        Unit = "bytes",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The mean time from request to response of each resource and method every 15 minutes.</summary>
    public static PanelDefinition AverageLatencyByHttpMethod { get; } = s_panels.Of(
        "average-latency-by-http-method", "Average Latency by HTTP Method", Chart.Column, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each resource and method every 15 minutes.",
        Unit = "ms",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The mean time that the integration takes of each resource and method every 15 minutes.</summary>
    public static PanelDefinition AverageIntegrationLatencyByHttpMethod { get; } = s_panels.Of(
        "average-integration-latency-by-http-method", "Average Integration Latency by HTTP Method", Chart.Column, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each resource and method every 15 minutes.",
        Unit = "ms",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The mean time that the integration takes of each resource and method.</summary>
    public static PanelDefinition AverageIntegrationLatency { get; } = s_panels.Of(
        "average-integration-latency", "Average Integration Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each resource and method.",
        Unit = "ms",
        By = MetricPanels.ByResource,
    };

    /// <summary>The mean time from request to response of each resource and method.</summary>
    public static PanelDefinition AverageLatency { get; } = s_panels.Of(
        "average-latency", "Average Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each resource and method.",
        Unit = "ms",
        By = MetricPanels.ByResource,
    };

    /// <summary>The number of responses with a status from 400 to 499 of each resource and method every 15 minutes.</summary>
    public static PanelDefinition Errors4xxByHttpMethod { get; } = s_panels.Of(
        "4xx-errors-by-http-method", "4XX Errors by HTTP Method", Chart.Column, Measure.MetricSum, "4xx") with
    {
        Description = "The number of responses with a status from 400 to 499 of each resource and method every 15 minutes.",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The number of responses with a status from 500 to 599 of each resource and method every 15 minutes.</summary>
    public static PanelDefinition Errors5xxByHttpMethod { get; } = s_panels.Of(
        "5xx-errors-by-http-method", "5XX Errors by HTTP Method", Chart.Column, Measure.MetricSum, "5xx") with
    {
        Description = "The number of responses with a status from 500 to 599 of each resource and method every 15 minutes.",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "http-enhanced",
        Title = "Enhanced Monitoring (HTTP API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId, MetricFields.Stage, MetricFields.Resource, MetricFields.Method],
        Panels =
        [
            ApiCalls, UniqueApiCalls, ApiCallBreakdown, ApiResources, ApiCallsByHttpMethod, DataProcessed, AverageLatencyByHttpMethod,
            AverageIntegrationLatencyByHttpMethod, AverageIntegrationLatency, AverageLatency, Errors4xxByHttpMethod, Errors5xxByHttpMethod,
        ],
    };
}
