using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// What one panel needs of a state of groups. Conditions on fields with few values become keys that are tested when the panel is
/// queried, so that one count serves many panels; other conditions select records.
/// </summary>
internal sealed record GroupDemand
{
    public required PanelDefinition Panel { get; init; }

    public required ImmutableArray<Predicate> Selection { get; init; }

    /// <summary>Conditions on keys.</summary>
    public required ImmutableArray<Predicate> Tests { get; init; }

    public required ImmutableArray<KeySource> Keys { get; init; }

    public required MeasurePlan Measure { get; init; }

    public required bool IsWide { get; init; }

    /// <summary>How long its minutes are needed, whatever retention says; 0 for panels, which take what is kept.</summary>
    public long MinutesKept { get; init; }

    public int FinestInterval => Panel.Interval switch
    {
        _ when MinutesKept > 0 => 1,
        null => 24 * 60,
        { IsAuto: true } => 1,
        { } interval => (int)interval.Width.TotalMinutes,
    };

    /// <summary>The fields whose tuples the panel groups by or counts.</summary>
    public static ImmutableArray<Field> KeyFields(PanelDefinition panel) =>
        panel.Measure.Kind == MeasureKind.Distinct ? panel.Measure.Columns : panel.By;

    public static GroupDemand Of(PanelDefinition panel, RecordSchema schema, bool isSliced)
    {
        ImmutableArray<Field> fields = KeyFields(panel);
        Predicate[] conditions = [.. panel.Where.Where(condition => !IsImplied(condition, panel.Measure))];
        bool isNarrow = fields.All(field => IsNarrow(field, schema))
            && conditions.All(condition => condition.Field is { } field && IsNarrow(field, schema));
        ImmutableArray<Predicate> tests = isNarrow ? [.. conditions] : [];
        var keys = new List<KeySource>();
        if (isNarrow || isSliced)
        {
            keys.Add(KeySource.Entity);
        }

        keys.AddRange(fields.Concat(tests.Select(test => test.Field!)).Select(field => SourceOf(field, schema)));
        return new GroupDemand
        {
            Panel = panel,
            Selection = isNarrow ? [] : [.. conditions],
            Tests = tests,
            Keys = [.. keys.Distinct()],
            Measure = MeasureOf(panel.Measure, schema),
            IsWide = !isNarrow,
        };
    }

    /// <summary>
    /// What a panel that nobody sees needs: by minute, and never wide, since it is kept by entity alone, or by what has few values besides.
    /// </summary>
    public static GroupDemand Hidden(PanelDefinition panel, RecordSchema schema, bool isSliced, long minutesKept) =>
        Of(panel, schema, isSliced) with { IsWide = false, MinutesKept = minutesKept };

    /// <summary>Which part of an entity a field is; null where it is none.</summary>
    public static EntityPart? PartOf(Field field, RecordSchema schema)
    {
        if (field == DerivedFields.ApiName)
        {
            return EntityPart.ApiName;
        }

        int part = schema.PartOf(field);
        return part < 0 ? null : (EntityPart)part;
    }

    public static KeySource SourceOf(Field field, RecordSchema schema)
    {
        if (PartOf(field, schema) is not null)
        {
            return KeySource.Entity;
        }

        int number = schema.IndexOf(AddressColumns.ColumnOf(field).Name);
        return new(schema.Fields[number].Kind == FieldKind.Status ? KeySourceKind.Status : KeySourceKind.Text, number);
    }

    private static bool IsNarrow(Field field, RecordSchema schema) =>
        field.Kind == FieldKind.Status || PartOf(field, schema) is not null || schema.IsNarrow(field);

    /// <summary>A measure counts only records that have its field, so asking for its presence adds nothing.</summary>
    private static bool IsImplied(Predicate condition, Measure measure) =>
        condition.Test == PredicateTest.Present && condition.Field == measure.Field;

    private static MeasurePlan MeasureOf(Measure measure, RecordSchema schema) => measure.Kind switch
    {
        MeasureKind.Count or MeasureKind.Distinct => new(MeasureKind.Count, MeasurePlan.NoField),
        MeasureKind.Percentiles => new(MeasureKind.Percentiles, schema.IndexOf(measure.Field!.Name)),
        _ => new(MeasureKind.Sum, schema.IndexOf(measure.Field!.Name)),
    };
}
