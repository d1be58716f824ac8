using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Query;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// What a panel needs, from its definition alone: without the fields of its conditions and of its measure it stays empty, without
/// those of its keys and columns it has empty columns. Immutable.
/// </summary>
internal sealed class PanelNeeds
{
    private PanelNeeds(PanelDefinition panel, ImmutableArray<PanelNeed> essential, ImmutableArray<PanelNeed> shown, bool needsLocation)
    {
        Panel = panel;
        Essential = essential;
        Shown = shown;
        NeedsLocation = needsLocation;
    }

    public PanelDefinition Panel { get; }

    /// <summary>Without any one of these it stays empty.</summary>
    public ImmutableArray<PanelNeed> Essential { get; }

    /// <summary>Without all of these it stays empty.</summary>
    public ImmutableArray<PanelNeed> Shown { get; }

    public bool NeedsLocation { get; }

    /// <summary>The kinds of APIs that it is about; empty for any.</summary>
    public ImmutableArray<ApiKind> Kinds { get; private init; } = [];

    /// <summary>Everything that it needs, the essential first.</summary>
    public IEnumerable<PanelNeed> All => Essential.Concat(Shown);

    /// <summary>What a panel over metrics needs of access logs to be derived from them; null where it cannot be.</summary>
    public static PanelNeeds? OfDerived(PanelDefinition panel, RecordSchema schema)
    {
        if (panel.Source != RecordSource.Metrics || panel.Metrics.Any(metric => ApiMetric.Find(metric) < 0) || LogMetrics.WhyNot(panel) is not null)
        {
            return null;
        }

        PanelNeed[] essential =
        [
            new([.. ApiKindOf.Fields], [Log.ResourcePath, Log.RouteKey]),
            .. panel.Metrics.Select(MeasuredBy).OfType<Field>().Distinct().Select(field => PanelNeed.Of(field, schema)!),
        ];
        IEnumerable<Field> keys = panel.By.Concat(panel.Measure.Columns).Where(MetricKeys.IsKey);
        return new PanelNeeds(panel, [.. essential], [.. keys.Select(KeyOf).OfType<PanelNeed>()], needsLocation: false)
        {
            // Records of WebSocket APIs are no requests to the others.
            Kinds = panel.ApiKinds.IsEmpty ? RequestMinutes.Kinds : [.. RequestMinutes.Kinds.Where(kind => panel.ApiKinds.Contains(kind))],
        };

        PanelNeed? KeyOf(Field key) =>
            key == MetricFields.Resource ? new([Log.ResourcePath, Log.RouteKey], [Log.ResourcePath, Log.RouteKey])
            : key == MetricFields.Method ? new([Log.HttpMethod, Log.RouteKey], [Log.HttpMethod, Log.RouteKey])
            : key == MetricFields.Route ? PanelNeed.Of(Log.RouteKey, schema)
            : PanelNeed.Of(key, schema);
    }

    /// <summary>The field that a metric is computed of; null where records are counted.</summary>
    private static Field? MeasuredBy(string metric) => char.ToUpperInvariant(metric[0]) switch
    {
        '4' or '5' => Log.Status,
        'L' => Log.ResponseLatency,
        'I' => Log.IntegrationLatency,
        'D' => Log.DataProcessed,
        _ => null,
    };

    public static PanelNeeds Of(PanelDefinition panel, RecordSchema schema)
    {
        var essential = new List<PanelNeed>();
        foreach (Predicate predicate in panel.Where)
        {
            essential.AddRange(predicate.Test == PredicateTest.BlockedByWaf
                ? [PanelNeed.Waf]
                : [.. NeedsOf(predicate.Field!, schema), .. DerivedNeeds.OfValue(predicate.Field!, predicate.Value)]);
        }

        Field[] shown = [.. panel.By, .. panel.Measure.Columns];
        bool needsLocation = shown.Any(PanelMistakes.IsLocation) || panel.Where.Any(predicate => predicate.Test == PredicateTest.Located);
        if (needsLocation)
        {
            essential.Add(PanelNeed.Of(Log.IdentitySourceIp, schema)!);
        }

        if (panel.Measure.Field is { } measured)
        {
            essential.AddRange(NeedsOf(measured, schema));
        }

        PanelNeed[] needs = [.. shown.SelectMany(field => NeedsOf(field, schema))];
        return panel.Counterpart is { } counterpart
            ? OfCombined(panel, counterpart, essential, needs, schema)
            : new PanelNeeds(panel, [.. essential], [.. needs], needsLocation);
    }

    /// <summary>What a panel needs of access logs that holds them against another source: whose records they are, and what its figures measure.</summary>
    private static PanelNeeds OfCombined(
        PanelDefinition panel, Counterpart counterpart, IEnumerable<PanelNeed> essential, IEnumerable<PanelNeed> shown, RecordSchema schema)
    {
        PanelNeed[] measured = [.. counterpart.Figures.Select(MeasuredBy).OfType<Field>().Select(field => PanelNeed.Of(field, schema)!)];
        bool isAll = measured.Length == counterpart.Figures.Length;
        PanelNeed[] subject =
        [
            PanelNeed.Of(Log.ApiId, schema)!,
            .. counterpart.Scope == MetricScope.Stage ? [PanelNeed.Of(Log.Stage, schema)!] : Array.Empty<PanelNeed>(),
        ];
        return new PanelNeeds(
            panel,
            [.. essential, .. subject, .. isAll ? measured : []],
            [.. shown, .. isAll ? [] : measured],
            needsLocation: false)
        {
            // Datapoints count the requests of these alone.
            Kinds = counterpart.Source == RecordSource.Metrics ? RequestMinutes.Kinds : [],
        };
    }

    private static PanelNeed[] NeedsOf(Field field, RecordSchema schema) =>
        DerivedNeeds.Of(field) ?? (PanelNeed.Of(field, schema) is { } need ? [need] : []);

    /// <summary>The field that a figure is computed of; null where records are counted.</summary>
    private static Field? MeasuredBy(Figure figure) => figure switch
    {
        Figure.ErrorRate => Log.Status,
        Figure.P95 => Log.ResponseLatency,
        _ => null,
    };
}
