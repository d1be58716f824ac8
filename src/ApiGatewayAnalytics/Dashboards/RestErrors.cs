using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Dashboards;

/// <summary>The dashboard <c>rest-errors</c>: errors of the stages of REST APIs.</summary>
public static class RestErrors
{
    private static readonly MetricPanels s_panels = new("rest-errors", MetricScope.Stage, ApiKind.Rest);

    /// <summary>The number of responses with a status from 400 to 499 of each stage over time.</summary>
    public static PanelDefinition Errors4xxTrend { get; } = s_panels.Of(
        "4xx-errors-trend", "4XX Errors", Chart.Line, Measure.MetricSum, "4XXError") with
    {
        Description = "The number of responses with a status from 400 to 499 of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 500 to 599 of each stage over time.</summary>
    public static PanelDefinition Errors5xxTrend { get; } = s_panels.Of(
        "5xx-errors-trend", "5XX Errors", Chart.Line, Measure.MetricSum, "5XXError") with
    {
        Description = "The number of responses with a status from 500 to 599 of each stage over time.",
        By = MetricPanels.ByStage,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of responses with a status from 400 to 499.</summary>
    public static PanelDefinition Errors4xxTotal { get; } = s_panels.Of(
        "4xx-errors-total", "4XX Errors", Chart.SingleValue, Measure.MetricSum, "4XXError") with
    {
        Description = "The number of responses with a status from 400 to 499.",
    };

    /// <summary>The number of responses with a status from 500 to 599.</summary>
    public static PanelDefinition Errors5xxTotal { get; } = s_panels.Of(
        "5xx-errors-total", "5XX Errors", Chart.SingleValue, Measure.MetricSum, "5XXError") with
    {
        Description = "The number of responses with a status from 500 to 599.",
    };

    /// <summary>The share of responses with a status from 400 to 599 among all requests.</summary>
    public static PanelDefinition AverageErrorRateTotal { get; } = s_panels.Of(
        "average-error-rate-total", "Average Error Rate", Chart.SingleValue, Measure.ErrorRate, "4XXError", "5XXError", "Count") with
    {
        Description = "The share of responses with a status from 400 to 599 among all requests.",
        Unit = "percent",
        Scale = 100,
    };

    /// <summary>The share of responses with a status from 400 to 599 among all requests of each stage over time.</summary>
    public static PanelDefinition AverageErrorRateTrend { get; } = s_panels.Of(
        "average-error-rate-trend", "Average Error Rate", Chart.Line, Measure.ErrorRate, "4XXError", "5XXError", "Count") with
    {
        Description = "The share of responses with a status from 400 to 599 among all requests of each stage over time.",
        Unit = "percent",
        By = [DerivedFields.ApiName, MetricFields.Stage],
        Scale = 100,
        Interval = PanelInterval.Auto,
    };

    /// <summary>The number of requests of each API over time, with the day and the week before.</summary>
    public static PanelDefinition RestApiRequestsCompared { get; } = s_panels.Of(
        "rest-api-requests-compared", "REST API Requests (Today, Yesterday, Last Week)", Chart.Line, Measure.MetricSum, "Count") with
    {
        Description = "The number of requests of each API over time, with the day and the week before.",
        By = MetricPanels.ByApi,
        Interval = PanelInterval.Auto,
        CompareWith = MetricPanels.DayAndWeekBefore,
    };

    /// <summary>The dashboard.</summary>
    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "rest-errors",
        Title = "Errors (REST API)",
        Source = RecordSource.Metrics,
        Filters = [MetricFields.Account, MetricFields.Region, DerivedFields.ApiName, MetricFields.Stage],
        Panels =
        [
            Errors4xxTrend, Errors5xxTrend, Errors4xxTotal, Errors5xxTotal, AverageErrorRateTotal, AverageErrorRateTrend,
            RestApiRequestsCompared,
        ],
    };
}
