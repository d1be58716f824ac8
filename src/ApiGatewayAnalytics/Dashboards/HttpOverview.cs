using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>http-overview</c>: traffic, errors, latency and data of HTTP APIs.</summary>
public static class HttpOverview
{
    private static readonly MetricPanels s_panels = new("http-overview", MetricScope.Api, ApiKind.Http);

    /// <summary>The mean time from request to response of each API over time.</summary>
    public static PanelDefinition AverageLatencyTrend { get; } = s_panels.Of(
        "average-latency-trend", "Average Latency (ms)", Chart.Line, Measure.MetricMean, "Latency") with
    {
        Description = "The mean time from request to response of each API over time.",
        Unit = "ms",
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
        "unique-api-calls", "Unique API Calls", Chart.SingleValue, Measure.Distinct(MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId), "Count") with
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
        "4xx-errors-by-api", "4XX Errors", Chart.Honeycomb, Measure.MetricSum, "4xx") with
    {
        Description = "The number of responses with a status from 400 to 499 of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of responses with a status from 500 to 599 of each API.</summary>
    public static PanelDefinition Errors5xxByApi { get; } = s_panels.Of(
        "5xx-errors-by-api", "5XX Errors", Chart.Honeycomb, Measure.MetricSum, "5xx") with
    {
        Description = "The number of responses with a status from 500 to 599 of each API.",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of bytes processed of each API over time.</summary>
    public static PanelDefinition DataProcessedTrend { get; } = s_panels.Of(
        "data-processed-trend", "Data Processed (Bytes)", Chart.Line, Measure.MetricSum, "DataProcessed") with
    {
        Description = "The number of bytes processed of each API over time.",
        Unit = "bytes",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of bytes processed of each API.</summary>
    public static PanelDefinition DataProcessedByApi { get; } = s_panels.Of(
        "data-processed-by-api", "Data Processed (Bytes)", Chart.Honeycomb, Measure.MetricSum, "DataProcessed") with
    {
        Description = "The number of bytes processed of each API.",
        Unit = "bytes",
        By = MetricPanels.ByApi,
    };

    /// <summary>The number of responses with a status from 400 to 499 of each API over time.</summary>
    public static PanelDefinition Errors4xxTrend { get; } = s_panels.Of("4xx-errors-trend", "4XX Errors", Chart.Line, Measure.MetricSum, "4xx") with
    {
        Description = "The number of responses with a status from 400 to 499 of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 500 to 599 of each API over time.</summary>
    public static PanelDefinition Errors5xxTrend { get; } = s_panels.Of("5xx-errors-trend", "5XX Errors", Chart.Line, Measure.MetricSum, "5xx") with
    {
        Description = "The number of responses with a status from 500 to 599 of each API over time.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "http-overview",
        Title = "Overview (HTTP API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.ApiId],
        Panels =
        [
            AverageLatencyTrend, ApiCalls, UniqueApiCalls, ApiCallsByApiName, AverageLatencyByApi, ApiRequestsCompared, Errors4xxByApi,
            Errors5xxByApi, DataProcessedTrend, DataProcessedByApi, Errors4xxTrend, Errors5xxTrend,
        ],
    };
}
