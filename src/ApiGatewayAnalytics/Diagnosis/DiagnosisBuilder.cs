using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// Holds what was observed against what panels need. A panel is judged per layout, and fed when each layout feeds it. A layout that only
/// repaired records have may be an artefact of the repair, so it does not count beside others.
/// </summary>
internal sealed class DiagnosisBuilder
{
    private readonly AccessLogDoctorOptions _options;
    private readonly RecordSchema _schema;
    private readonly LayoutObserver _observed;
    private readonly ImmutableArray<ObservedLayout> _layouts;
    private readonly ImmutableArray<ApiKind> _kinds;

    public DiagnosisBuilder(AccessLogDoctorOptions options, RecordSchema schema, LayoutObserver observed)
    {
        _options = options;
        _schema = schema;
        _observed = observed;
        _layouts = [.. observed.Layouts.Where(layout => layout.Records > 0).OrderByDescending(layout => layout.Records)];
        var kinds = new long[Enum.GetValues<ApiKind>().Length];
        foreach (ObservedLayout layout in _layouts)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                kinds[kind] += layout.Kinds[kind];
            }
        }

        _kinds = options.Kind is { } given ? [given] : ObservedLayout.KindsOf(kinds);
    }

    /// <summary>The kinds of the log; any where nothing tells.</summary>
    private ImmutableArray<ApiKind> AllKinds => _kinds.IsEmpty ? [.. Enum.GetValues<ApiKind>()] : _kinds;

    /// <summary>What the panels over access logs need.</summary>
    public static IEnumerable<PanelNeeds> NeedsOf(AccessLogDoctorOptions options)
    {
        RecordSchema schema = AccessLogSchema.Create(options.Reader.CustomFields);
        return options.Dashboards.SelectMany(dashboard => dashboard.Panels)
            .Where(panel => panel.Source == RecordSource.AccessLog)
            .Select(panel => PanelNeeds.Of(panel, schema));
    }

    public LogDiagnosis Build()
    {
        ImmutableArray<PanelNeeds> needs = [.. NeedsOf(_options)];
        ImmutableArray<ObservedLayout> sound = [.. _layouts.Where(layout => layout.Repaired < layout.Records)];
        PanelJudge[] judges =
        [
            .. (sound.IsEmpty ? _layouts : sound).Select(layout => new PanelJudge(layout, KindsOf(layout), _schema)),
        ];
        ImmutableArray<FieldDiagnosis> fields = Fields(needs);
        return new LogDiagnosis
        {
            Ingestion = _observed.Tally.Report(),
            Kinds = _kinds,
            Layouts = [.. _layouts.Select(Describe)],
            Fields = fields,
            Dashboards = [.. _options.Dashboards.Select(dashboard => new DashboardDiagnosis
            {
                Dashboard = dashboard,
                Panels = [.. dashboard.Panels.Select(panel => Judge(panel, judges))],
            })],
            Findings = [.. Findings.Of(_layouts, _observed.Tally, KindsOf)],
            Templates =
            [
                .. AllKinds.Select(kind => RecommendedTemplate.For(
                    kind, _options.Reader.CustomFields, needs, fields.Where(field => field.Records > 0).Select(field => field.Field))),
            ],
        };
    }

    /// <summary>The kinds of a layout; where its records do not tell, those of the log, and any where nothing does.</summary>
    private ImmutableArray<ApiKind> KindsOf(ObservedLayout layout)
    {
        if (_options.Kind is not null)
        {
            return _kinds;
        }

        ImmutableArray<ApiKind> own = ObservedLayout.KindsOf(layout.Kinds);
        return own.IsEmpty ? AllKinds : own;
    }

    private PanelDiagnosis Judge(PanelDefinition panel, PanelJudge[] judges)
    {
        if (judges.Length == 0)
        {
            // Nothing was read: nothing is provided.
            judges = [new PanelJudge(new ObservedLayout(LayoutShape.Json, "", new bool[_schema.Count], []), AllKinds, _schema)];
        }

        if (panel.Source != RecordSource.AccessLog)
        {
            return new PanelDiagnosis
            {
                Panel = panel,
                Feed = PanelFeed.OtherSource,
                Derived = PanelNeeds.OfDerived(panel, _schema) is { } derived ? Together(derived, [.. judges.Select(judge => judge.JudgeDerived(derived))]) : null,
            };
        }

        PanelNeeds needs = PanelNeeds.Of(panel, _schema);
        return Together(needs, [.. judges.Select(judge => judge.Judge(needs))]);
    }

    private static PanelDiagnosis Together(PanelNeeds needs, PanelDiagnosis[] verdicts) =>
        new()
        {
            Panel = needs.Panel,
            Feed = Together([.. verdicts.Select(verdict => verdict.Feed).Where(feed => feed != PanelFeed.NotAvailable).Distinct()]),
            Records = verdicts.Sum(verdict => verdict.Records),
            Missing = [.. verdicts.SelectMany(verdict => verdict.Missing).Distinct()],
            Unavailable = [.. verdicts.SelectMany(verdict => verdict.Unavailable).Distinct()],
            NeedsLocation = needs.NeedsLocation,
        };

    private static PanelFeed Together(PanelFeed[] feeds) => feeds switch
    {
        [] => PanelFeed.NotAvailable,
        [var all] => all,
        _ => PanelFeed.Partly,
    };

    private ImmutableArray<FieldDiagnosis> Fields(ImmutableArray<PanelNeeds> needs)
    {
        var fields = ImmutableArray.CreateBuilder<FieldDiagnosis>();
        for (int number = 0; number < _schema.Count; number++)
        {
            Field field = _schema.Fields[number];
            var diagnosis = new FieldDiagnosis
            {
                Field = field,
                Records = _layouts.Where(layout => layout.Provided[number]).Sum(layout => layout.Records),
                Values = _layouts.Sum(layout => layout.Values[number]),
                IsAvailable = AllKinds.Any(kind => VariableKinds.Has(kind, field)),
                Panels = needs.Count(panel => panel.All.Any(need => need.Configure.Contains(field))),
            };
            if (diagnosis.Records + diagnosis.Values + diagnosis.Panels > 0)
            {
                fields.Add(diagnosis);
            }
        }

        return fields.ToImmutable();
    }

    private LayoutDiagnosis Describe(ObservedLayout layout) => new()
    {
        Shape = layout.Shape,
        Kinds = ObservedLayout.KindsOf(layout.Kinds),
        Records = layout.Records,
        Repaired = layout.Repaired,
        Fields = [.. _schema.Fields.Where((_, number) => layout.Provided[number])],
        UnmappedKeys = layout.UnmappedKeys,
    };
}
