using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Query;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <content>Questions and their answers.</content>
public sealed partial class AnalyticsEngine
{
    /// <summary>Answers one panel.</summary>
    /// <param name="panelId">The identifier, for example <c>access-logs-overview/total-requests</c>.</param>
    /// <param name="query">Range and filters. Default: see <see cref="PanelQuery"/>.</param>
    /// <exception cref="ArgumentException">There is no such panel, or its dashboard lacks a filter of the query.</exception>
    public PanelData GetPanel(string panelId, PanelQuery? query = null)
    {
        ArgumentNullException.ThrowIfNull(panelId);
        query ??= PanelQuery.Default;
        DashboardDefinition dashboard = DashboardOf(panelId);
        lock (_answerLock)
        {
            return Answer(dashboard, query, Look(query)).Panels[0];
        }
    }

    /// <summary>Answers all panels of a dashboard.</summary>
    /// <param name="dashboardId">The identifier, for example <c>access-logs-overview</c>.</param>
    /// <param name="query">Range and filters. Default: see <see cref="PanelQuery"/>.</param>
    /// <exception cref="ArgumentException">There is no such dashboard, or it lacks a filter of the query.</exception>
    public DashboardData GetDashboard(string dashboardId, PanelQuery? query = null)
    {
        ArgumentNullException.ThrowIfNull(dashboardId);
        query = (query ?? PanelQuery.Default) with { Dashboards = [dashboardId], Panels = [] };
        return GetAnswer(query).Dashboards[0];
    }

    /// <summary>Answers dashboards, with what was read.</summary>
    /// <param name="query">Range, filters, dashboards and panels. Default: everything.</param>
    /// <exception cref="ArgumentException">The query names a dashboard, panel or filter that does not exist.</exception>
    public AnalyticsAnswer GetAnswer(PanelQuery? query = null)
    {
        query ??= PanelQuery.Default;
        ImmutableArray<DashboardDefinition> dashboards = Chosen(query);
        lock (_answerLock)
        {
            Moment moment = Look(query);
            return new AnalyticsAnswer
            {
                GeneratedAt = _clock.GetUtcNow(),
                Range = moment.Range.ToTimeRange(),
                Filters = _filterTexts.SetItems(query.Filters),
                Ingestion = moment.Report,
                Dashboards = [.. dashboards.Select(dashboard => Answer(dashboard, query, moment))],
                Monitors = query.Monitors ? TimelineOf(query, moment) : null,
            };
        }
    }

    /// <summary>What a question is answered from, all of the same moment.</summary>
    private Moment Look(PanelQuery query)
    {
        lock (_lock)
        {
            _stores.BeginQuestion();
            return new Moment(
                _stores.All.ToDictionary(store => store, store => store.View()),
                _stores.Metrics is { IsEmpty: false } metrics ? metrics : null,
                _stores.RangeOf(query, _from, _to),
                _tally.Report(),
                _stores.Metrics?.FirstMinute);
        }
    }

    private DashboardData Answer(DashboardDefinition dashboard, PanelQuery query, Moment moment)
    {
        if (dashboard.Source == RecordSource.Metrics)
        {
            AnalyticsStore.CheckFilters(dashboard, query);
            if (moment.Metrics is null)
            {
                return AnswerFrom(new MetricStore([]));
            }

            lock (_lock)
            {
                return AnswerFrom(moment.Metrics);
            }
        }

        AnalyticsStore store = StoreOf(dashboard);
        PanelAnswerer answerer = store.AnswererFor(dashboard, query, moment.Range, moment.Views[store]);
        return new DashboardData
        {
            Id = dashboard.Id,
            Title = dashboard.Title,
            Panels = [.. dashboard.Panels.Select(panel => Answer(Asked(store.Plan.Panels[panel.Id], query), answerer, query, moment))],
        };

        DashboardData AnswerFrom(MetricStore metrics)
        {
            MetricAnswerer answerer = _stores.AnswererFor(query, moment.Range, moment.Views, metrics);
            return new DashboardData { Id = dashboard.Id, Title = dashboard.Title, Panels = [.. dashboard.Panels.Select(panel => Cut(answerer.Answer(query.Asked(panel)), query))] };
        }
    }

    private static PanelPlan Asked(PanelPlan panel, PanelQuery query) =>
        query.Asked(panel.Definition) is var asked && ReferenceEquals(asked, panel.Definition) ? panel : panel with { Definition = asked };

    private PanelData Answer(PanelPlan panel, PanelAnswerer answerer, PanelQuery query, Moment moment) =>
        Cut(panel.Definition.Counterpart is null ? answerer.Answer(panel) : AnswerCombined(panel.Definition, query, moment), query);

    private static PanelData Cut(PanelData panel, PanelQuery query) =>
        panel is RowsData table && query.RowLimit is { } limit ? table with { Rows = table.Rows.First(limit) } : panel;

    /// <summary>The dashboards that a query asks for, each with the panels that it asks for.</summary>
    private ImmutableArray<DashboardDefinition> Chosen(PanelQuery query)
    {
        foreach (string id in query.Dashboards)
        {
            if (Dashboards.All(dashboard => dashboard.Id != id))
            {
                throw new ArgumentException($"There is no dashboard '{id}'.", nameof(query));
            }
        }

        foreach (string id in query.Panels)
        {
            DashboardOf(id);
        }

        return
        [
            .. Dashboards
                .Where(dashboard => query.Dashboards.IsEmpty || query.Dashboards.Contains(dashboard.Id))
                .Select(dashboard => query.Panels.IsEmpty
                    ? dashboard
                    : dashboard with { Panels = [.. dashboard.Panels.Where(panel => query.Panels.Contains(panel.Id))] })
                .Where(dashboard => query.Panels.IsEmpty || dashboard.Panels.Length > 0),
        ];
    }

    private AnalyticsStore StoreOf(DashboardDefinition dashboard) =>
        _stores.All.First(store => store.Plan.Dashboards.Any(known => known.Id == dashboard.Id));

    /// <summary>The dashboard of a panel, with that panel alone.</summary>
    /// <exception cref="ArgumentException">There is no such panel.</exception>
    private DashboardDefinition DashboardOf(string panelId)
    {
        foreach (DashboardDefinition dashboard in Dashboards)
        {
            if (dashboard.Panels.FirstOrDefault(panel => panel.Id == panelId) is { } found)
            {
                return dashboard with { Panels = [found] };
            }
        }

        throw new ArgumentException($"There is no panel '{panelId}'.", nameof(panelId));
    }

    /// <summary>What a question is answered from.</summary>
    /// <param name="Views">The states of each store.</param>
    /// <param name="Metrics">The datapoints, which are changed meanwhile unless the states are locked; null where there are none.</param>
    /// <param name="Range">The range asked for.</param>
    /// <param name="Report">What was read.</param>
    /// <param name="FirstDatapoint">The minute of the oldest datapoint; null without any.</param>
    private sealed record Moment(
        Dictionary<AnalyticsStore, TimelineView> Views, MetricStore? Metrics, MinuteRange Range, IngestionReport Report, long? FirstDatapoint);
}
