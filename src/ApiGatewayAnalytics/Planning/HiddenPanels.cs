using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// The questions that monitors and panels of two sources ask, as panels that nobody sees: counts and percentiles by account, region, API and
/// stage. So they are compiled, counted and kept like those of dashboards, and share their states. Immutable.
/// </summary>
internal sealed record HiddenPanels
{
    /// <summary>
    /// Minutes that stay minutes beside the longest window of monitors: what is missed while nobody looks on is made up for as far back, and
    /// ages are counted from the end of an hour.
    /// </summary>
    private const int KeptBesideWindows = 3 * Clock.MinutesPerHour;

    /// <summary>Minutes that stay minutes for panels of two sources: the day that is asked for by default.</summary>
    private const int KeptForPanels = Clock.MinutesPerDay + (2 * Clock.MinutesPerHour);

    public required DashboardDefinition Dashboard { get; init; }

    /// <summary>All records.</summary>
    public required PanelDefinition Requests { get; init; }

    public required ImmutableArray<SignalQuestion> Signals { get; init; }

    public required int MonitorCount { get; init; }

    public PanelDefinition? Changes { get; init; }

    /// <summary>How long minutes are kept, whatever retention says.</summary>
    public required long MinutesKept { get; init; }

    /// <summary>The signals behind the figures of panels of two sources, by figure.</summary>
    public static ImmutableArray<MonitorSignal> FigureSignals { get; } =
    [
        MonitorSignal.Rate(Predicate.StatusClass(AccessLogFields.Status, 5)),
        MonitorSignal.PercentileOf(AccessLogFields.ResponseLatency, 95),
    ];

    /// <param name="source">Whose records are asked.</param>
    /// <param name="schema">Their fields.</param>
    /// <param name="monitors">Monitors without mistakes.</param>
    /// <param name="panels">Panels without mistakes; those that combine two sources count.</param>
    /// <param name="kept">How long the host wants minutes to be kept for them at least.</param>
    /// <returns>Null where nothing is asked.</returns>
    public static HiddenPanels? Of(
        RecordSource source, RecordSchema schema, IReadOnlyCollection<MonitorDefinition> monitors, IEnumerable<PanelDefinition> panels, TimeSpan kept = default)
    {
        Counterpart[] counterparts = [.. panels.Select(panel => panel.Counterpart).OfType<Counterpart>()];
        bool isOfLogs = source == RecordSource.AccessLog;
        bool showsChanges = counterparts.Any(counterpart => counterpart.Source == RecordSource.CloudTrail);
        if (isOfLogs ? monitors.Count + counterparts.Length == 0 : source != RecordSource.CloudTrail || !showsChanges)
        {
            return null;
        }

        // No panel of a dashboard can be called so.
        PanelDefinition requests = PanelOf("(requests)", Measure.Count, []);
        SignalQuestion[] signals = !isOfLogs ? [] :
        [
            .. monitors.Select(monitor => QuestionOf($"(monitor {monitor.Id})", monitor.Signal)),
            .. showsChanges ? FigureSignals.Select((signal, i) => QuestionOf($"(figure {i})", signal)) : [],
        ];
        PanelDefinition? changes = isOfLogs ? null : PanelOf("(changes)", Measure.Count, [Predicate.EqualTo(CloudTrailFields.EventStatus, "Success")], CloudTrailFields.EventName);
        return new HiddenPanels
        {
            Dashboard = new DashboardDefinition
            {
                Id = "hidden",
                Title = "Hidden",
                Source = source,
                Panels =
                [
                    requests, .. signals.Select(signal => signal.Counted), .. signals.Select(signal => signal.Of).OfType<PanelDefinition>(),
                    .. changes is null ? Array.Empty<PanelDefinition>() : [changes],
                ],
            },
            Requests = requests,
            Signals = [.. signals],
            MonitorCount = isOfLogs ? monitors.Count : 0,
            Changes = changes,
            MinutesKept = new[]
            {
                isOfLogs && monitors.Count > 0 ? monitors.Max(monitor => monitor.WindowMinutes) + KeptBesideWindows : 0,
                counterparts.Length > 0 ? KeptForPanels : 0,
                (long)kept.TotalMinutes,
            }.Max(),
        };

        PanelDefinition PanelOf(string id, Measure measure, ImmutableArray<Predicate> where, params ReadOnlySpan<Field> further) => new()
        {
            Id = id,
            Title = id,
            Chart = Chart.Table,
            Source = source,
            Where = where,
            By = [.. schema.Entity, .. further],
            Measure = measure,
        };

        SignalQuestion QuestionOf(string id, MonitorSignal signal)
        {
            Measure measure = signal.Kind == MonitorSignalKind.Percentile ? Measure.PercentilesOf(signal.Field!, signal.Percentile) : Measure.Count;
            return new SignalQuestion(
                signal,
                PanelOf(id, measure, signal.Where),
                signal.Kind == MonitorSignalKind.Rate ? PanelOf($"{id} of", Measure.Count, signal.Of) : null);
        }
    }
}
