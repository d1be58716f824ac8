using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// Compiles panels into an <see cref="AggregationPlan"/>: finds the fewest states that answer all of them and the fields that those
/// need. A count with few keys is answered by a count with more of them.
/// </summary>
internal sealed partial class PlanCompiler
{
    private readonly RecordSchema _schema;
    private readonly bool _isSliced;
    private readonly FieldSet _captured;
    private readonly SelectionBook _selections;
    private readonly List<GroupPlan> _groups = [];
    private readonly List<RowPlan> _rows = [];
    private readonly List<string> _rowTexts = [];

    private PlanCompiler(RecordSchema schema, bool isSliced)
    {
        _schema = schema;
        _isSliced = isSliced;
        _captured = new FieldSet(schema);
        _selections = new SelectionBook(schema);
        SelectionOf([]);
    }

    /// <param name="dashboards">The panels, without mistakes.</param>
    /// <param name="schema">The fields of the records.</param>
    /// <param name="isSliced">Whether answers can be filtered by entity.</param>
    /// <param name="segmentMinutes">Minutes that a segment covers while it is being written.</param>
    /// <param name="alsoCaptured">Fields that something besides the panels needs; those that the schema lacks are ignored.</param>
    /// <param name="hidden">What is asked besides by panels that nobody sees. Default: nothing.</param>
    /// <param name="derivesMetrics">Whether panels of metrics are to be derived; of access logs only.</param>
    public static AggregationPlan Compile(
        ImmutableArray<DashboardDefinition> dashboards,
        RecordSchema schema,
        bool isSliced,
        int segmentMinutes,
        IEnumerable<string> alsoCaptured,
        HiddenPanels? hidden = null,
        bool derivesMetrics = false)
    {
        var compiler = new PlanCompiler(schema, isSliced);
        foreach (string field in alsoCaptured)
        {
            if (schema.IndexOf(field) is >= 0 and var number)
            {
                compiler._captured.Add(number);
            }
        }

        return compiler.Compile(dashboards, segmentMinutes, hidden, derivesMetrics);
    }

    private AggregationPlan Compile(ImmutableArray<DashboardDefinition> dashboards, int segmentMinutes, HiddenPanels? hidden, bool derivesMetrics)
    {
        ImmutableArray<int> entityFields = [.. _schema.Entity.Select(Capture)];
        // No panel can be called so.
        var total = new PanelDefinition { Id = "(total)", Title = "Total", Chart = Chart.SingleValue, Measure = Measure.Count };
        var totals = new DashboardDefinition { Id = "totals", Title = "Totals", Panels = [total] };
        GroupDemand[] demands =
        [
            .. dashboards.Append(totals)
                .SelectMany(dashboard => dashboard.Panels)
                .Where(panel => panel.Measure.Kind != MeasureKind.Rows && panel.Counterpart is null && WhyNot(panel) is null)
                .Select(panel => GroupDemand.Of(panel, _schema, _isSliced)),
        ];
        if (hidden is not null)
        {
            // Files are looked at as a whole; a live engine looks at the last windows.
            long kept = _isSliced ? hidden.MinutesKept : long.MaxValue;
            demands = [.. demands, .. hidden.Dashboard.Panels.Select(panel => GroupDemand.Hidden(panel, _schema, _isSliced, kept))];
        }

        // The widest keys first, so that narrower ones find a state that holds them already.
        Dictionary<string, Placement> states = demands
            .Where(demand => !demand.IsWide)
            .OrderByDescending(demand => demand.Keys.Length)
            .Concat(demands.Where(demand => demand.IsWide))
            .ToDictionary(demand => demand.Panel.Id, demand => new Placement(demand, StateOf(demand)));
        var plans = new Dictionary<string, PanelPlan>();
        foreach (DashboardDefinition dashboard in dashboards)
        {
            foreach (PanelDefinition panel in dashboard.Panels)
            {
                plans.Add(panel.Id, PlanOf(panel, dashboard, states));
            }
        }

        LogMetricStates? logMetrics = derivesMetrics ? AddLogMetrics(total, totals) : null;
        AddSources();
        return new AggregationPlan
        {
            Schema = _schema,
            Captured = _captured,
            EntityFields = entityFields,
            Selections = [.. _selections.All],
            Groups = [.. _groups],
            Rows = [.. _rows],
            IsSliced = _isSliced,
            SegmentMinutes = segmentMinutes,
            Dashboards = dashboards,
            Total = PlanOf(total, totals, states),
            Panels = plans,
            LogMetrics = logMetrics,
            Hidden = hidden is null ? null : new HiddenPlans
            {
                Requests = PlanOf(hidden.Requests, hidden.Dashboard, states),
                Signals =
                [
                    .. hidden.Signals.Select(signal => new SignalPlan(
                        signal.Signal,
                        PlanOf(signal.Counted, hidden.Dashboard, states),
                        signal.Of is null ? null : PlanOf(signal.Of, hidden.Dashboard, states))),
                ],
                MonitorCount = hidden.MonitorCount,
                Changes = hidden.Changes is null ? null : PlanOf(hidden.Changes, hidden.Dashboard, states),
            },
            Signature = string.Join('\n', [_isSliced ? "sliced" : "whole", .. _groups.Select(Describe), .. _rowTexts]),
        };
    }

    private string? WhyNot(PanelDefinition panel)
    {
        IEnumerable<Field> columns = panel.By.Concat(panel.Measure.Columns);
        bool locates = columns.Any(PanelMistakes.IsLocation) || panel.Where.Any(condition => condition.Test == PredicateTest.Located);
        bool judges = columns.Any(PanelMistakes.IsThreat) || panel.Where.Any(condition => condition.Test == PredicateTest.ThreatHigh);
        return locates && _schema.IndexOf(AddressColumns.Country.Name) < 0 ? "No location source is configured."
            : judges && _schema.IndexOf(AddressColumns.HighThreat.Name) < 0 ? "No threat list is configured."
            : null;
    }

    private PanelPlan PlanOf(PanelDefinition panel, DashboardDefinition dashboard, Dictionary<string, Placement> states)
    {
        if (panel.Measure.Kind == MeasureKind.Rows && WhyNot(panel) is null)
        {
            return RowPlanner.PlanOf(panel, dashboard, AddRows(panel), _rows[^1].Shape, _schema);
        }

        if (!states.TryGetValue(panel.Id, out Placement? found))
        {
            return new PanelPlan { Definition = panel, Dashboard = dashboard, NotConfigured = WhyNot(panel) };
        }

        GroupPlan state = _groups[found.State];
        ImmutableArray<PanelKey> keys =
        [
            .. GroupDemand.KeyFields(panel).Select(field =>
                new PanelKey(state.Keys.IndexOf(GroupDemand.SourceOf(field, _schema)), GroupDemand.PartOf(field, _schema))),
        ];
        return new PanelPlan
        {
            Definition = panel,
            Dashboard = dashboard,
            State = found.State,
            Measure = state.Measures.IndexOf(found.Demand.Measure),
            Keys = keys,
            Tests = [.. found.Demand.Tests.Select(test => new KeyTest(state.Keys.IndexOf(GroupDemand.SourceOf(test.Field!, _schema)), test))],
            DropsKeys = state.Keys.Where((key, column) => key != KeySource.Entity && keys.All(used => used.Column != column)).Any(),
        };
    }

    private int StateOf(GroupDemand demand)
    {
        foreach (KeySource key in demand.Keys.Where(key => key != KeySource.Entity))
        {
            _captured.Add(key.Field);
        }

        if (demand.Measure.Field != MeasurePlan.NoField)
        {
            _captured.Add(demand.Measure.Field);
        }

        int selection = SelectionOf(demand.Selection);
        int found = _groups.FindIndex(group => IsSame(group) && group.Keys.Length == demand.Keys.Length);
        if (found < 0 && !demand.IsWide)
        {
            found = _groups.FindIndex(group => IsSame(group) && group.Measures.Contains(demand.Measure));
        }

        if (found < 0)
        {
            _groups.Add(new GroupPlan
            {
                Selection = selection,
                Keys = demand.Keys,
                LeadKey = LeadOf(demand.Keys),
                Measures = [demand.Measure],
                IsWide = demand.IsWide,
                IsApart = selection != AggregationPlan.AllRows,
                FinestInterval = demand.FinestInterval,
                MinutesKept = demand.MinutesKept,
            });
            found = _groups.Count - 1;
        }
        else
        {
            GroupPlan group = _groups[found];
            _groups[found] = group with
            {
                Measures = group.Measures.Contains(demand.Measure) ? group.Measures : group.Measures.Add(demand.Measure),
                FinestInterval = Math.Min(group.FinestInterval, demand.FinestInterval),
                MinutesKept = Math.Max(group.MinutesKept, demand.MinutesKept),
            };
        }

        return found;

        bool IsSame(GroupPlan group) =>
            group.Selection == selection && group.IsWide == demand.IsWide && demand.Keys.All(key => group.Keys.Contains(key));
    }

    private int LeadOf(ImmutableArray<KeySource> keys)
    {
        int lead = _schema.Lead is { } field ? keys.IndexOf(GroupDemand.SourceOf(field, _schema)) : -1;
        return lead >= 0 ? lead : keys.Length - 1;
    }

    private int AddRows(PanelDefinition panel)
    {
        foreach (Field field in panel.Measure.Columns)
        {
            Capture(field == DerivedFields.ApiName ? _schema.Entity[(int)EntityPart.ApiId] : field);
        }

        RowShape shape = RowPlanner.ShapeOf(panel, _schema);
        _rows.Add(new RowPlan(SelectionOf(panel.Where), shape));
        string columns = string.Join(',', panel.Measure.Columns.Select(column => column.Name));
        string order = string.Join(',', panel.Order.Select(term => $"{term.Column} {term.Descending}"));
        _rowTexts.Add($"rows {SelectionBook.Describe(panel.Where)} {columns} {order} {panel.Limit}");
        return _rows.Count - 1;
    }

    private int SelectionOf(ImmutableArray<Predicate> predicates)
    {
        foreach (Predicate predicate in predicates)
        {
            if (predicate.Test == PredicateTest.BlockedByWaf)
            {
                Capture(AccessLogFields.WafResponseCode);
                Capture(AccessLogFields.ErrorResponseType);
                Capture(AccessLogFields.WafStatus);
            }
            else
            {
                Capture(Condition.FieldOf(predicate));
            }
        }

        return _selections.NumberOf(predicates);
    }

    /// <summary>Captures what derived columns are computed of, and the address that is looked up for others.</summary>
    private void AddSources()
    {
        Field[] captured = [.. _captured.Members().Select(field => _schema.Fields[field])];
        if (_schema.Address is { } address && captured.Any(AddressColumns.Is))
        {
            Capture(address);
        }

        foreach (Field source in captured.SelectMany(field => _schema.SourcesOf?.Invoke(field) ?? []))
        {
            Capture(source);
        }
    }

    private int Capture(Field field)
    {
        int number = _schema.IndexOf(AddressColumns.ColumnOf(field).Name);
        if (number >= 0)
        {
            _captured.Add(number);
        }

        return number;
    }

    private string Describe(GroupPlan group) =>
        $"groups {_selections.TextOf(group.Selection)} {string.Join(',', group.Keys.Select(Describe))} {string.Join(',', group.Measures.Select(Describe))}";

    private string Describe(KeySource key) => key == KeySource.Entity ? "entity" : _schema.Fields[key.Field].Name;

    private string Describe(MeasurePlan measure) =>
        measure.Field == MeasurePlan.NoField ? "count" : $"{measure.Kind}({_schema.Fields[measure.Field].Name})";

    /// <summary>Which state answers a demand.</summary>
    private sealed record Placement(GroupDemand Demand, int State);
}
