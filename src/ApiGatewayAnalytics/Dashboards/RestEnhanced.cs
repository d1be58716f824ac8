using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>rest-enhanced</c>: REST APIs by resource and method, where detailed metrics are on.</summary>
public static class RestEnhanced
{
    private static readonly MetricPanels s_panels = new("rest-enhanced", MetricScope.Route, ApiKind.Rest);

    /// <summary>The number of requests of each resource and method every 15 minutes.</summary>
    public static PanelDefinition ApiCallsByHttpMethod { get; } = s_panels.Of(
        "api-calls-by-http-method", "API Calls By HTTP Method", Chart.Column, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each resource and method every 15 minutes.",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The number of responses with a status from 400 to 499 of each resource and method every 15 minutes.</summary>
    public static PanelDefinition Errors4xxByHttpMethod { get; } = s_panels.Of(
        "4xx-errors-by-http-method", "4XX Errors by HTTP Method", Chart.Column, Measure.MetricSum, "4XXError") with
    {
        Description = "The number of responses with a status from 400 to 499 of each resource and method every 15 minutes.",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The number of responses with a status from 500 to 599 of each resource and method every 15 minutes.</summary>
    public static PanelDefinition Errors5xxByHttpMethod { get; } = s_panels.Of(
        "5xx-errors-by-http-method", "5XX Errors By HTTP Method", Chart.Column, Measure.MetricSum, "5XXError") with
    {
        Description = "The number of responses with a status from 500 to 599 of each resource and method every 15 minutes.",
        By = MetricPanels.ByResource,
        Interval = PanelInterval.Of(TimeSpan.FromMinutes(15)),
    };

    /// <summary>The number of requests.</summary>
    public static PanelDefinition ApiCalls { get; } = s_panels.Of("api-calls", "API Calls", Chart.SingleValue, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests.",
    };

    /// <summary>How many different resources and methods have datapoints.</summary>
    public static PanelDefinition UniqueApiCalls { get; } = s_panels.Of(
        "unique-api-calls", "Unique API Calls", Chart.SingleValue, Measure.Distinct(MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.Stage, MetricFields.Resource, MetricFields.Method), "Count") with
    {
        Description = "How many different resources and methods have datapoints.",
    };

    /// <summary>How many different resources have datapoints.</summary>
    public static PanelDefinition ApiResources { get; } = s_panels.Of(
        "api-resources", "API Resources", Chart.SingleValue, Measure.Distinct(MetricFields.Resource), "Count") with
    {
        Description = "How many different resources have datapoints.",
    };

    /// <summary>The number of requests of each resource and method.</summary>
    public static PanelDefinition ApiCallBreakdown { get; } = s_panels.Of(
        "api-call-breakdown", "API Call Breakdown", Chart.Table, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each resource and method.",
        By = MetricPanels.ByResource,
    };

    /// <summary>The share of requests that the cache answers of each resource and method over time.</summary>
    public static PanelDefinition CacheHitRate { get; } = s_panels.Of(
        "cache-hit-rate", "Cache Hit Rate", Chart.Line, Measure.MetricMean, "CacheHitCount") with
    {
        Description = "The share of requests that the cache answers of each resource and method over time.",
        Unit = "percent",
        By = MetricPanels.ByResource,
        Scale = 100,
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

    /// <summary>The mean time from request to response of each resource and method.</summary>
    public static PanelDefinition AverageLatency { get; } = s_panels.Of(
        "average-latency", "Average Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each resource and method.",
        Unit = "ms",
        By = MetricPanels.ByResource,
    };

    /// <summary>The mean time that the integration takes of each resource and method.</summary>
    public static PanelDefinition AverageIntegrationLatency { get; } = s_panels.Of(
        "average-integration-latency", "Average Integration Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each resource and method.",
        Unit = "ms",
        By = MetricPanels.ByResource,
    };

    /// <summary>The share of requests that the cache cannot answer of each resource and method over time.</summary>
    public static PanelDefinition CacheMissRate { get; } = s_panels.Of(
        "cache-miss-rate", "Cache Miss Rate", Chart.Line, Measure.MetricMean, "CacheMissCount") with
    {
        Description = "The share of requests that the cache cannot answer of each resource and method over time.",
        Unit = "percent",
        By = MetricPanels.ByResource,
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "rest-enhanced",
        Title = "Enhanced Monitoring (REST API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.Stage, MetricFields.Resource, MetricFields.Method],
        Panels =
        [
            ApiCallsByHttpMethod, Errors4xxByHttpMethod, Errors5xxByHttpMethod, ApiCalls, UniqueApiCalls, ApiResources, ApiCallBreakdown,
            CacheHitRate, AverageLatencyByHttpMethod, AverageIntegrationLatencyByHttpMethod, AverageLatency, AverageIntegrationLatency,
            CacheMissRate,
        ],
    };
}
