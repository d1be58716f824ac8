using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Planning;
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

    /// <summary>Everything that it needs, the essential first.</summary>
    public IEnumerable<PanelNeed> All => Essential.Concat(Shown);

    public static PanelNeeds Of(PanelDefinition panel, RecordSchema schema)
    {
        var essential = new List<PanelNeed>();
        foreach (Predicate predicate in panel.Where)
        {
            if ((predicate.Test == PredicateTest.BlockedByWaf ? PanelNeed.Waf : PanelNeed.Of(predicate.Field!, schema)) is { } need)
            {
                essential.Add(need);
            }
        }

        Field[] shown = [.. panel.By, .. panel.Measure.Columns];
        bool needsLocation = shown.Any(PanelMistakes.IsLocation) || panel.Where.Any(predicate => predicate.Test == PredicateTest.Located);
        if (needsLocation)
        {
            essential.Add(PanelNeed.Of(Log.IdentitySourceIp, schema)!);
        }

        if (panel.Measure.Field is { } measured && PanelNeed.Of(measured, schema) is { } measure)
        {
            essential.Add(measure);
        }

        return new PanelNeeds(panel, [.. essential], [.. shown.Select(field => PanelNeed.Of(field, schema)).OfType<PanelNeed>()], needsLocation);
    }
}
