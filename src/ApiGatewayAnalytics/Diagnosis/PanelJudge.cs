using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>Holds what one layout provides against what panels need. Immutable.</summary>
internal sealed class PanelJudge(ObservedLayout layout, ImmutableArray<ApiKind> kinds, RecordSchema schema)
{
    public PanelDiagnosis Judge(PanelNeeds needs)
    {
        PanelFeed feed = Verdict(needs);
        PanelNeed[] open = [.. needs.All.Where(need => !IsProvided(need))];
        return new PanelDiagnosis
        {
            Panel = needs.Panel,
            Feed = feed,
            Records = feed == PanelFeed.Fed ? layout.Records : 0,
            Missing = feed == PanelFeed.NotAvailable ? [] : [.. open.SelectMany(need => need.Available(kinds)).Distinct()],
            Unavailable = [.. needs.All.Where(IsImpossible).SelectMany(need => need.Configure).Distinct()],
        };
    }

    /// <summary>What the layout gives a panel of metrics that is derived from access logs of REST and HTTP APIs.</summary>
    public PanelDiagnosis JudgeDerived(PanelNeeds needs)
    {
        ImmutableArray<ApiKind> told = [.. kinds.Where(kind => needs.Kinds.Contains(kind))];
        if (told.IsEmpty)
        {
            return new PanelDiagnosis { Panel = needs.Panel, Feed = PanelFeed.NotAvailable };
        }

        // Without any of its keys it still has one row or line.
        PanelDiagnosis verdict = new PanelJudge(layout, told, schema).Judge(needs);
        return verdict.Feed == PanelFeed.NotFed && needs.Essential.All(IsProvided) ? verdict with { Feed = PanelFeed.Partly } : verdict;
    }

    private PanelFeed Verdict(PanelNeeds needs)
    {
        if (needs.Essential.Any(IsImpossible) || (!needs.Kinds.IsEmpty && !needs.Kinds.Any(kind => kinds.Contains(kind))))
        {
            return PanelFeed.NotAvailable;
        }

        if (needs.Essential.Any(need => !IsProvided(need)) || (!needs.Shown.IsEmpty && needs.Shown.All(need => !IsProvided(need))))
        {
            return PanelFeed.NotFed;
        }

        return needs.Shown.Any(need => !IsProvided(need) && need.IsAvailable(kinds)) ? PanelFeed.Partly : PanelFeed.Fed;
    }

    /// <summary>Whether the layout has a key for it, even if nothing ever stands there, or it is known otherwise.</summary>
    private bool IsProvided(PanelNeed need) => need.Sources.Any(source => layout.Provided[NumberOf(source)]) || HasValues(need);

    private bool HasValues(PanelNeed need) => need.Sources.Any(source => layout.Values[NumberOf(source)] > 0);

    /// <summary>Whether no template of these APIs can log it. A key for it may be there all the same, and then holds nothing.</summary>
    private bool IsImpossible(PanelNeed need) => !need.IsAvailable(kinds) && !HasValues(need);

    private int NumberOf(Field field) => schema.IndexOf(field.Name);
}
