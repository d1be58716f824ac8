using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;

namespace ApiGatewayAnalytics;

/// <content>What filters can be set to.</content>
public sealed partial class AnalyticsEngine
{
    /// <summary>The values that a filter of a dashboard finds something with, those with most records first.</summary>
    /// <param name="dashboardId">The dashboard.</param>
    /// <param name="filter">The name of one of its filters, for example <c>apiName</c>.</param>
    /// <param name="match">A part of the values looked for, without case. Default: all values.</param>
    /// <param name="limit">The most values. Default: 50.</param>
    /// <param name="query">Range and other filters; the one asked about is left aside. Default: see <see cref="PanelQuery"/>.</param>
    /// <exception cref="ArgumentException">There is no such dashboard, or it lacks a filter.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive.</exception>
    public FilterValues GetFilterValues(string dashboardId, string filter, string match = "", int limit = 50, PanelQuery? query = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(match);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        query ??= PanelQuery.Default;
        query = query with { Filters = query.Filters.Remove(filter), Dashboards = [dashboardId], Panels = [] };
        DashboardDefinition dashboard = Chosen(query)[0];
        Field field = dashboard.Filters.FirstOrDefault(known => known.Name == filter)
            ?? throw new ArgumentException($"The dashboard '{dashboardId}' has no filter '{filter}'.", nameof(filter));
        RowsData? counted;
        lock (_answerLock)
        {
            Moment moment = Look(query);
            if (dashboard.Source == RecordSource.Metrics)
            {
                counted = (RowsData)Answer(dashboard with { Panels = [CountBy(field, dashboard)] }, query, moment).Panels[0];
            }
            else
            {
                AnalyticsStore store = StoreOf(dashboard);
                counted = store.AnswererFor(dashboard, query, moment.Range, moment.Views[store]).CountBy(field, QueryScope.PartOf(filter));
            }
        }

        string[] found =
        [
            .. (counted?.Rows.Rows ?? [])
                .Select(row => row[0].Text)
                .OfType<string>()
                .Where(value => value.Contains(match, StringComparison.OrdinalIgnoreCase))
                .Take(limit + 1),
        ];
        return new FilterValues { Field = filter, Values = [.. found.Take(limit)], HasMore = found.Length > limit };
    }

    /// <summary>A panel that counts the requests that a dashboard of metrics is about by one field, from the dimensions that have it.</summary>
    private static PanelDefinition CountBy(Field field, DashboardDefinition dashboard)
    {
        bool isOfWebSockets = dashboard.Panels.All(panel => panel.ApiKinds is [ApiKind.WebSocket]);
        return new PanelDefinition
        {
            Id = "(values)",
            Title = "Values",
            Chart = Chart.Table,
            Source = RecordSource.Metrics,
            Metrics = isOfWebSockets ? ["ConnectCount", "MessageCount"] : ["Count"],
            ApiKinds = dashboard.Panels.All(panel => panel.ApiKinds.Length > 0) ? [.. dashboard.Panels.SelectMany(panel => panel.ApiKinds).Distinct()] : [],
            Scope = MetricKeys.NumberOf(field.Name) switch
            {
                MetricKeys.Resource or MetricKeys.Method or MetricKeys.Route => MetricScope.Route,
                MetricKeys.Stage => MetricScope.Stage,
                _ => MetricScope.Api,
            },
            Measure = Measure.MetricSum,
            By = [field],
            Order = [OrderTerm.DescendingBy("sum")],
        };
    }
}
