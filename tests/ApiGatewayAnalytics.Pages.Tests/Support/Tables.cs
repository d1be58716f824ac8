using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>A host's own dashboard, with a table that is too long for one answer.</summary>
internal static class Tables
{
    public const int MostRows = 15_000;

    public static DashboardDefinition Dashboard { get; } = new()
    {
        Id = "tables",
        Title = "Tables",
        Panels =
        [
            new()
            {
                Id = "tables/paths",
                Title = "Paths",
                Description = "Who asked for which path.",
                Chart = Chart.Table,
                By = [AccessLogFields.Path, AccessLogFields.Stage, AccessLogFields.IdentitySourceIp],
                Measure = Measure.Count,
                Order = [OrderTerm.DescendingBy("count"), OrderTerm.Ascending("keys")],
                Limit = MostRows,
                Rest = "(other)",
            },
            new() { Id = "tables/total", Title = "Total", Description = "All requests.", Chart = Chart.SingleValue, Measure = Measure.Count },
            new()
            {
                Id = "tables/trend",
                Title = "Trend",
                Description = "Requests over time by stage.",
                Chart = Chart.Column,
                By = [AccessLogFields.Stage],
                Measure = Measure.Count,
                Interval = PanelInterval.Auto,
            },
        ],
    };
}
