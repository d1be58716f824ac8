using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Dashboards;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// The handlers of the JSON API. A question is read, named by a tag, and only if the client does not have that answer yet put to the engine:
/// asking again costs next to nothing while nothing has changed. Thread-safe.
/// </summary>
internal sealed partial class AnalyticsApi
{
    /// <summary>What monitors, and dashboards that say nothing else, are filtered by.</summary>
    private static readonly ImmutableArray<Field> s_identity = new DashboardDefinition { Id = "", Title = "", Panels = [] }.Filters;

    private readonly AnalyticsEngine _engine;
    private readonly AnalyticsOptions _options;
    private readonly QuestionDefaults _defaults;
    private readonly QuestionGate _gate;
    private readonly AnswerTag _tag = new();
    private readonly TimeProvider _clock;
    private readonly string _mode;
    private readonly DashboardDefinition[] _default;

    public AnalyticsApi(AnalyticsEngine engine, AnalyticsOptions options, ApiGatewayAnalyticsHttpOptions http, TimeProvider clock)
    {
        (_engine, _options, _clock) = (engine, options, clock);
        _defaults = new QuestionDefaults(engine, options.Mode, http, clock);
        _gate = new QuestionGate(http.MaxConcurrentQuestions, http.QuestionPatience);
        _mode = _defaults.FollowsData ? StateJson.OfFiles : "live";
        _default = [.. engine.Dashboards.Where(dashboard => DashboardCatalog.OnRequest.All(requested => requested.Id != dashboard.Id))];
    }

    /// <summary>The definitions, which never change.</summary>
    public Task CatalogAsync(HttpContext context)
    {
        var reader = new QuestionReader(context.Request.Query, _defaults);
        return IsSound(context, reader.Knows(range: false, shape: false), out Task refusal)
            ? SendAsync(context, _tag.Of(context.Request, 0), writer => StateJson.WriteCatalog(writer, _engine.Dashboards, _engine.Monitors.Definitions, _mode, _options.DerivesMetrics))
            : refusal;
    }

    /// <summary>What is known of the data now. It asks no panel, so it waits for nobody.</summary>
    public Task StateAsync(HttpContext context)
    {
        var reader = new QuestionReader(context.Request.Query, _defaults);
        if (!IsSound(context, reader.Knows(range: false, shape: false), out Task refusal))
        {
            return refusal;
        }

        ImmutableArray<MonitorEvent> firing = Firing();
        EntityTagHeaderValue tag = _tag.Of(context.Request, _engine.Revision, state: StateJson.NameOf(firing));
        return SendAsync(context, tag, writer => StateJson.Write(writer, _engine, _options, _mode, firing, _clock.GetUtcNow()));
    }

    /// <summary>One dashboard.</summary>
    public Task DashboardAsync(HttpContext context) =>
        FindDashboard(context) is not { } dashboard
            ? NoDashboardAsync(context)
            : QuestionAsync(context, dashboard.Filters, (question, writer) =>
            {
                AnalyticsAnswer answer = _engine.GetAnswer(question.Query with { Dashboards = [dashboard.Id] });
                WriteDashboard(writer, answer, question.Page);
            });

    /// <summary>One panel.</summary>
    public Task PanelAsync(HttpContext context)
    {
        if (FindDashboard(context) is not { } dashboard)
        {
            return NoDashboardAsync(context);
        }

        string id = $"{dashboard.Id}/{context.Request.RouteValues["panel"]}";
        if (dashboard.Panels.FirstOrDefault(known => known.Id == id) is not { } panel)
        {
            return Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"The dashboard '{dashboard.Id}' has no such panel; api/catalog lists them.");
        }

        var reader = new QuestionReader(context.Request.Query, _defaults);
        var selection = TableSelection.Read(reader, PanelColumns.Of(panel));
        return QuestionAsync(
            context,
            reader,
            dashboard.Filters,
            hasShape: true,
            (question, writer) => JsonSerializer.Serialize(
                writer,
                selection is null
                    ? question.Page.Of(_engine.GetPanel(id, question.Query))
                    : question.Page.Of(_engine.GetPanel(id, question.Query with { RowLimit = null }), selection),
                PanelJsonContext.Default.PanelData),
            "",
            TableSelection.Sort,
            TableSelection.Search);
    }

    /// <summary>Several dashboards, with what was read.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        string[] ids = [.. context.Request.Query["dashboard"].OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (string id in ids)
        {
            if (_engine.Dashboards.All(dashboard => dashboard.Id != id))
            {
                return Problem.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such dashboard; api/catalog lists them.", "dashboard");
            }
        }

        DashboardDefinition[] asked = ids.Length == 0 ? _default : [.. _engine.Dashboards.Where(dashboard => ids.Contains(dashboard.Id))];
        ImmutableArray<Field> filters = [.. s_identity.Where(field => asked.All(dashboard => dashboard.Filters.Contains(field)))];
        return QuestionAsync(
            context,
            filters,
            (question, writer) =>
            {
                AnalyticsAnswer answer = _engine.GetAnswer(question.Query with { Dashboards = [.. asked.Select(dashboard => dashboard.Id)] });
                JsonSerializer.Serialize(writer, Cut(answer, question.Page), AnalyticsJsonContext.Default.AnalyticsAnswer);
            },
            "dashboard");
    }

    /// <summary>The values that a filter can have.</summary>
    public Task FiltersAsync(HttpContext context)
    {
        if (FindDashboard(context) is not { } dashboard)
        {
            return NoDashboardAsync(context);
        }

        string? name = context.Request.RouteValues["field"] as string;
        if (dashboard.Filters.FirstOrDefault(known => known.Name == name) is not { } field)
        {
            return Problem.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                $"The dashboard '{dashboard.Id}' has no such filter; it has {string.Join(", ", dashboard.Filters.Select(known => known.Name))}.");
        }

        var reader = new QuestionReader(context.Request.Query, _defaults);
        string match = reader.ReadText("match") ?? "";
        int limit = reader.ReadNumber("limit", 50, 1, 1000);
        return QuestionAsync(
            context,
            reader,
            dashboard.Filters,
            hasShape: false,
            (question, writer) => StateJson.WriteFilterValues(writer, _engine.GetFilterValues(dashboard.Id, field.Name, match, limit, question.Query)),
            "",
            "match",
            "limit");
    }

    /// <summary>What monitors would have said over a range, and what fires now.</summary>
    public Task MonitorsAsync(HttpContext context)
    {
        ImmutableArray<MonitorEvent> firing = Firing();
        return QuestionAsync(
            context,
            new QuestionReader(context.Request.Query, _defaults),
            s_identity,
            hasShape: false,
            (question, writer) =>
            {
                MonitorTimeline? timeline = _engine.Monitors.Definitions.IsEmpty ? null : _engine.GetMonitorTimeline(question.Query);
                StateJson.WriteMonitors(writer, timeline, question.Query, firing, _clock.GetUtcNow());
            },
            StateJson.NameOf(firing));
    }

    private static AnalyticsAnswer Cut(AnalyticsAnswer answer, TablePage page) => answer with
    {
        Dashboards = [.. answer.Dashboards.Select(dashboard => dashboard with { Panels = [.. dashboard.Panels.Select(page.Of)] })],
    };

    private static void WriteDashboard(Utf8JsonWriter writer, AnalyticsAnswer answer, TablePage page)
    {
        DashboardData dashboard = answer.Dashboards[0];
        writer.WriteStartObject();
        writer.WriteString("generatedAt"u8, UtcTimeConverter.Text(answer.GeneratedAt));
        writer.WriteRange("range"u8, answer.Range);
        writer.WriteStartObject("filters"u8);
        foreach ((string field, string pattern) in answer.Filters)
        {
            writer.WriteString(field, pattern);
        }

        writer.WriteEndObject();
        writer.WriteString("id"u8, dashboard.Id);
        writer.WriteString("title"u8, dashboard.Title);
        writer.WriteStartArray("panels"u8);
        foreach (PanelData panel in dashboard.Panels)
        {
            JsonSerializer.Serialize(writer, page.Of(panel), PanelJsonContext.Default.PanelData);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private DashboardDefinition? FindDashboard(HttpContext context)
    {
        string? id = context.Request.RouteValues["dashboard"] as string;
        return _engine.Dashboards.FirstOrDefault(dashboard => dashboard.Id == id);
    }

    private static Task NoDashboardAsync(HttpContext context) =>
        Problem.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such dashboard; api/catalog lists them.");

    /// <summary>What fires. Nobody else may watch, so minutes that are over are judged first.</summary>
    private ImmutableArray<MonitorEvent> Firing()
    {
        if (_options.Mode == EngineMode.Live && !_engine.Monitors.Definitions.IsEmpty)
        {
            _engine.Monitors.Evaluate();
        }

        return _engine.Monitors.Firing;
    }
}
