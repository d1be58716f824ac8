using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>rest-latency-cache</c>: latency and cache of the stages of REST APIs.</summary>
public static class RestLatencyCache
{
    private static readonly MetricPanels s_panels = new("rest-latency-cache", MetricScope.Stage, ApiKind.Rest);

    /// <summary>The mean time from request to response of each stage.</summary>
    public static PanelDefinition AverageLatency { get; } = s_panels.Of(
        "average-latency", "Average Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each stage.",
        Unit = "ms",
        By = MetricPanels.ByStage,
    };

    /// <summary>The mean and the largest time that the integration takes of each stage over time.</summary>
    public static PanelDefinition IntegrationLatencyForRestApi { get; } = s_panels.Of(
        "integration-latency-for-rest-api", "Integration Latency for REST API (ms)", Chart.Line, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean and the largest time that the integration takes of each stage over time.",
        Unit = "ms",
        By = MetricPanels.ByStage,
        SecondMeasure = Measure.MetricMax,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The share of requests that the cache answers of each stage over time.</summary>
    public static PanelDefinition CacheHitRate { get; } = s_panels.Of(
        "cache-hit-rate", "Cache Hit Rate", Chart.Line, Measure.MetricMean, "CacheHitCount") with
    {
        Description = "The share of requests that the cache answers of each stage over time.",
        Unit = "percent",
        By = MetricPanels.ByStage,
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The share of requests that the cache cannot answer of each stage over time.</summary>
    public static PanelDefinition CacheMissRate { get; } = s_panels.Of(
        "cache-miss-rate", "Cache Miss Rate", Chart.Line, Measure.MetricMean, "CacheMissCount") with
    {
        Description = "The share of requests that the cache cannot answer of each stage over time.",
        Unit = "percent",
        By = MetricPanels.ByStage,
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The mean time that the integration takes of each stage.</summary>
    public static PanelDefinition AverageIntegrationLatency { get; } = s_panels.Of(
        "average-integration-latency", "Average Integration Latency (ms)", Chart.Honeycomb, Measure.MetricMean, "IntegrationLatency") with
    {
        Description = "The mean time that the integration takes of each stage.",
        Unit = "ms",
        By = MetricPanels.ByStage,
    };

    /// <summary>The mean and the largest time from request to response of each stage over time.</summary>
    public static PanelDefinition LatencyForRestApi { get; } = s_panels.Of(
        "latency-for-rest-api", "Latency for REST API (ms)", Chart.Line, Measure.MetricMean, "Latency") with
    {
        Description = "The mean and the largest time from request to response of each stage over time.",
        Unit = "ms",
        By = MetricPanels.ByStage,
        SecondMeasure = Measure.MetricMax,
        Interval = PanelInterval.Auto,
    };

    /// <summary>Percentiles of the time from request to response of each stage.</summary>
    public static PanelDefinition PercentileLatency { get; } = s_panels.Of(
        "percentile-latency", "Percentile Latency (ms)", Chart.Table, Measure.MetricPercentiles(50, 95, 99), "Latency") with
    {
        Description = "Percentiles of the time from request to response of each stage.",
        Unit = "ms",
        By = MetricPanels.ByStage,
    };

    /// <summary>Percentiles of the time that the integration takes of each stage.</summary>
    public static PanelDefinition PercentileIntegrationLatency { get; } = s_panels.Of(
        "percentile-integration-latency", "Percentile Integration Latency (ms)", Chart.Table, Measure.MetricPercentiles(50, 95, 99), "IntegrationLatency") with
    {
        Description = "Percentiles of the time that the integration takes of each stage.",
        Unit = "ms",
        By = MetricPanels.ByStage,
    };

    /// <summary>The number of requests of each stage over time, with the day and the week before.</summary>
    public static PanelDefinition RestApiRequestsCompared { get; } = s_panels.Of(
        "rest-api-requests-compared", "REST API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each stage over time, with the day and the week before.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "rest-latency-cache",
        Title = "Latency, Cache (REST API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.Stage],
        Panels =
        [
            AverageLatency, IntegrationLatencyForRestApi, CacheHitRate, CacheMissRate, AverageIntegrationLatency, LatencyForRestApi,
            PercentileLatency, PercentileIntegrationLatency, RestApiRequestsCompared,
        ],
    };
}
