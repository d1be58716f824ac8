using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// What one panel needs of a state of groups. Conditions on fields with few values become keys that are tested when the panel is
/// queried, so that one count serves many panels; other conditions select records.
/// </summary>
internal sealed record GroupDemand
{
    private static readonly ImmutableHashSet<string> s_narrowTexts =
    [
        AccessLogFields.HttpMethod.Name, AccessLogFields.Protocol.Name, AccessLogFields.ErrorResponseType.Name,
        AccessLogFields.EventType.Name, AccessLogFields.WafResponseCode.Name, DerivedAccessLogFields.FaultParty.Name,
        DerivedAccessLogFields.ConsumerKind.Name, DerivedAccessLogFields.Preflight.Name,
    ];

    public required PanelDefinition Panel { get; init; }

    public required ImmutableArray<Predicate> Selection { get; init; }

    /// <summary>Conditions on keys.</summary>
    public required ImmutableArray<Predicate> Tests { get; init; }

    public required ImmutableArray<KeySource> Keys { get; init; }

    public required MeasurePlan Measure { get; init; }

    public required bool IsWide { get; init; }

    public int FinestInterval => Panel.Interval switch
    {
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
        bool isNarrow = fields.All(IsNarrow) && conditions.All(condition => condition.Field is { } field && IsNarrow(field));
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

    public static EntityPart? PartOf(Field field) => field.Name switch
    {
        "account" => EntityPart.Account,
        "region" => EntityPart.Region,
        "apiId" => EntityPart.ApiId,
        "stage" => EntityPart.Stage,
        "apiName" => EntityPart.ApiName,
        _ => null,
    };

    public static KeySource SourceOf(Field field, RecordSchema schema)
    {
        if (PartOf(field) is not null)
        {
            return KeySource.Entity;
        }

        int number = schema.IndexOf(field.Name);
        return new(schema.Fields[number].Kind == FieldKind.Status ? KeySourceKind.Status : KeySourceKind.Text, number);
    }

    private static bool IsNarrow(Field field) =>
        field.Kind == FieldKind.Status || PartOf(field) is not null || s_narrowTexts.Contains(field.Name);

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
