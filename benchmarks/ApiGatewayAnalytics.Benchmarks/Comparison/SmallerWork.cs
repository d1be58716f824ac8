using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>
/// The work that the comparison gives to every rival, as panels of a host: what one script of SQL over the same log answers, and
/// nothing more. The names of the panels are those of the statements in that script.
/// </summary>
internal static class SmallerWork
{
    /// <summary>The work over a log that names API, agent, stage and errors.</summary>
    /// <param name="path">The field that the slowest requests are grouped by: the path as called, or the resource that it matches.</param>
    public static DashboardDefinition Full(Field path) => new()
    {
        Id = "work",
        Title = "Work",
        Panels =
        [
            .. Common(Log.IdentitySourceIp, path),
            Percentiles("integration-latency", Log.IntegrationLatency),
            Percentiles("response-latency-by-api", Log.ResponseLatency, Log.ApiId),
            Percentiles("integration-latency-by-api", Log.IntegrationLatency, Log.ApiId),
            Top("agents", Log.IdentityUserAgent),
            Top("error-messages", Log.ErrorMessage),
            CountBy("error-response-types", Log.ErrorResponseType),
            CountBy("stages", Log.Stage),
        ],
    };

    /// <summary>What of it the template of the console, CLF and CSV can answer.</summary>
    public static DashboardDefinition Lean() => new()
    {
        Id = "work",
        Title = "Work",
        Panels = [.. Common(Log.IdentitySourceIp, Log.ResourcePath)],
    };

    private static PanelDefinition[] Common(Field address, Field path) =>
    [
        Panel("total", Measure.Count) with { Chart = Chart.SingleValue },
        CountBy("statuses", Log.Status),
        CountBy("minutes", Log.Status) with { Chart = Chart.Column, Order = [], Interval = PanelInterval.Of(TimeSpan.FromMinutes(1)) },
        Percentiles("response-latency", Log.ResponseLatency),
        Top("addresses", address),
        CountBy("methods", Log.HttpMethod),
        CountBy("protocols", Log.Protocol),
        Panel("response-length", Measure.Mean(Log.ResponseLength)) with { Chart = Chart.SingleValue, Where = [Predicate.Present(Log.ResponseLength)] },
        Panel("slowest", Measure.Mean(Log.ResponseLatency)) with
        {
            Where = [Predicate.Present(path), Predicate.Present(Log.ResponseLatency)],
            By = [path],
            Order = [OrderTerm.DescendingBy("mean"), OrderTerm.Ascending("keys")],
            Limit = 10,
        },
        Panel("distinct-addresses", Measure.Distinct(address)) with { Chart = Chart.SingleValue, Where = [Predicate.Present(address)] },
    ];

    private static PanelDefinition Panel(string id, Measure measure) => new()
    {
        Id = $"work/{id}",
        Title = id,
        Chart = Chart.Table,
        Measure = measure,
    };

    private static PanelDefinition CountBy(string id, Field field) => Panel(id, Measure.Count) with
    {
        Where = [Predicate.Present(field)],
        By = [field],
        Order = [.. OrderTerm.CountThenKeys],
    };

    private static PanelDefinition Top(string id, Field field) => CountBy(id, field) with { Limit = 10 };

    private static PanelDefinition Percentiles(string id, Field field, params Field[] by) => Panel(id, Measure.PercentilesOf(field, 50, 90, 95, 99)) with
    {
        Where = [Predicate.Present(field)],
        By = [.. by],
    };
}
