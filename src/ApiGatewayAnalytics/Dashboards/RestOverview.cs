using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>rest-overview</c>: traffic, errors, latency and cache of REST APIs.</summary>
public static class RestOverview
{
    private static readonly MetricPanels s_panels = new("rest-overview", MetricScope.Api, ApiKind.Rest);

    /// <summary>The mean time from request to response of each API over time.</summary>
    public static PanelDefinition AverageLatencyTrend { get; } = s_panels.Of(
        "average-latency-trend", "Average Latency (ms)", Chart.Line, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each API over time.",
        Unit = "ms",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 500 to 599 of each API over time.</summary>
    public static PanelDefinition Errors5xxTrend { get; } = s_panels.Of(
        "5xx-errors-trend", "5XX Errors", Chart.Line, Measure.MetricSum, "5XXError") with
    {
        Description = "The number of responses with a status from 500 to 599 of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The mean time that the integration takes of each API over time.</summary>
    public static PanelDefinition AverageIntegrationLatencyTrend { get; } = s_panels.Of(
        "average-integration-latency-trend", "Average Integration Latency (ms)", Chart.Line, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each API over time.",
        Unit = "ms",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The share of requests that the cache answers of each API over time.</summary>
    public static PanelDefinition CacheHitRateTrend { get; } = s_panels.Of(
        "cache-hit-rate-trend", "Cache Hit Rate", Chart.Line, Measure.MetricMean, "CacheHitCount") with
    {
        Description = "The share of requests that the cache answers of each API over time.",
        Unit = "percent",
        By = MetricPanels.ByApi,
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The share of requests that the cache cannot answer of each API over time.</summary>
    public static PanelDefinition CacheMissRateTrend { get; } = s_panels.Of(
        "cache-miss-rate-trend", "Cache Miss Rate", Chart.Line, Measure.MetricMean, "CacheMissCount") with
    {
        Description = "The share of requests that the cache cannot answer of each API over time.",
        Unit = "percent",
        By = MetricPanels.ByApi,
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 400 to 499 of each API over time.</summary>
    public static PanelDefinition Errors4xxTrend { get; } = s_panels.Of(
        "4xx-errors-trend", "4XX Errors", Chart.Line, Measure.MetricSum, "4XXError") with
    {
        Description = "The number of responses with a status from 400 to 499 of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of requests.</summary>
    public static PanelDefinition ApiCalls { get; } = s_panels.Of("api-calls", "API Calls", Chart.SingleValue, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests.",
    };

    /// <summary>How many different APIs have datapoints.</summary>
    public static PanelDefinition UniqueApiCalls { get; } = s_panels.Of(
        "unique-api-calls", "Unique API Calls", Chart.SingleValue, Measure.Distinct(MetricFields.Account, MetricFields.Region, DerivedFields.ApiName), "Count") with
    {
        Description = "How many different APIs have datapoints.",
    };

    /// <summary>The number of requests by name of the API.</summary>
    public static PanelDefinition ApiCallsByApiName { get; } = s_panels.Of(
        "api-calls-by-api-name", "API Calls by apiname", Chart.Table, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests by name of the API.",
        By = [DerivedFields.ApiName],
    };

    /// <summary>The mean time from request to response of each API.</summary>
    public static PanelDefinition AverageLatencyByApi { get; } = s_panels.Of(
        "average-latency-by-api", "Average Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each API.",
        Unit = "ms",
        By = MetricPanels.ByApi,
    };

    /// <summary>The mean time that the integration takes of each API.</summary>
    public static PanelDefinition AverageIntegrationLatencyByApi { get; } = s_panels.Of(
        "average-integration-latency-by-api", "Average Integration Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each API.",
        Unit = "ms",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of requests of each account and region over time, with the day and the week before.</summary>
    public static PanelDefinition ApiRequestsCompared { get; } = s_panels.Of(
        "api-requests-compared", "API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each account and region over time, with the day and the week before.",
        By = [MetricFields.Account, MetricFields.Region],
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The number of responses with a status from 400 to 499 of each API.</summary>
    public static PanelDefinition Errors4xxByApi { get; } = s_panels.Of(
        "4xx-errors-by-api", "4XX Errors", Chart.Honeycomb, Measure.MetricSum, "4XXError") with
    {
        Description = "The number of responses with a status from 400 to 499 of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of responses with a status from 500 to 599 of each API.</summary>
    public static PanelDefinition Errors5xxByApi { get; } = s_panels.Of(
        "5xx-errors-by-api", "5XX Errors", Chart.Honeycomb, Measure.MetricSum, "5XXError") with
    {
        Description = "The number of responses with a status from 500 to 599 of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The share of requests that the cache answers of each API.</summary>
    public static PanelDefinition CacheHitRateByApi { get; } = s_panels.Of(
        "cache-hit-rate-by-api", "Cache Hit Rate", Chart.Honeycomb, Measure.MetricMean, "CacheHitCount") with
    {
        Description = "The share of requests that the cache answers of each API.",
        Unit = "percent",
        By = MetricPanels.ByApi,
        Scale = 100,
    };

    /// <summary>The share of requests that the cache cannot answer of each API.</summary>
    public static PanelDefinition CacheMissRateByApi { get; } = s_panels.Of(
        "cache-miss-rate-by-api", "Cache Miss Rate", Chart.Honeycomb, Measure.MetricMean, "CacheMissCount") with
    {
        Description = "The share of requests that the cache cannot answer of each API.",
        Unit = "percent",
        By = MetricPanels.ByApi,
        Scale = 100,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "rest-overview",
        Title = "Overview (REST API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName],
        Panels =
        [
            AverageLatencyTrend, Errors5xxTrend, AverageIntegrationLatencyTrend, CacheHitRateTrend, CacheMissRateTrend, Errors4xxTrend,
            ApiCalls, UniqueApiCalls, ApiCallsByApiName, AverageLatencyByApi, AverageIntegrationLatencyByApi, ApiRequestsCompared,
            Errors4xxByApi, Errors5xxByApi, CacheHitRateByApi, CacheMissRateByApi,
        ],
    };
}
