using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// The questions that monitors ask, as panels that nobody sees: counts and percentiles by account, region, API and stage. So they are
/// compiled, counted and kept like those of dashboards, and share their states. Immutable.
/// </summary>
internal sealed record MonitorPanels
{
    public required DashboardDefinition Dashboard { get; init; }

    /// <summary>All records.</summary>
    public required PanelDefinition Requests { get; init; }

    public required ImmutableArray<MonitorQuestion> Monitors { get; init; }

    /// <summary>The minutes of the longest window.</summary>
    public required int LongestWindow { get; init; }

    /// <param name="monitors">Monitors without mistakes, at least one.</param>
    public static MonitorPanels Of(IReadOnlyCollection<MonitorDefinition> monitors)
    {
        // No panel of a dashboard can be called so.
        PanelDefinition requests = PanelOf("(monitors)", Measure.Count, []);
        MonitorQuestion[] questions = [.. monitors.Select(QuestionOf)];
        return new MonitorPanels
        {
            Dashboard = new DashboardDefinition
            {
                Id = "monitors",
                Title = "Monitors",
                Panels = [requests, .. questions.Select(question => question.Counted), .. questions.Select(question => question.Of).OfType<PanelDefinition>()],
            },
            Requests = requests,
            Monitors = [.. questions],
            LongestWindow = monitors.Max(monitor => monitor.WindowMinutes),
        };
    }

    private static MonitorQuestion QuestionOf(MonitorDefinition monitor)
    {
        MonitorSignal signal = monitor.Signal;
        string id = $"(monitor {monitor.Id})";
        Measure measure = signal.Kind == MonitorSignalKind.Percentile ? Measure.PercentilesOf(signal.Field!, signal.Percentile) : Measure.Count;
        return new MonitorQuestion(
            monitor,
            PanelOf(id, measure, signal.Where),
            signal.Kind == MonitorSignalKind.Rate ? PanelOf($"{id} of", Measure.Count, signal.Of) : null);
    }

    private static PanelDefinition PanelOf(string id, Measure measure, ImmutableArray<Predicate> where) => new()
    {
        Id = id,
        Title = id,
        Chart = Chart.Table,
        Where = where,
        By = [AccessLogFields.Account, AccessLogFields.Region, AccessLogFields.ApiId, AccessLogFields.Stage],
        Measure = measure,
    };
}
