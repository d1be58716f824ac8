using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>The total order of the rows of a panel of metrics: its terms, then the keys from left to right; no value comes first.</summary>
internal sealed class MetricOrder(MetricGroups groups, PanelDefinition panel) : IComparer<int>
{
    private readonly string[] _columns = [.. panel.By.Select(field => field.Name)];

    public int Compare(int x, int y)
    {
        foreach (OrderTerm term in panel.Order)
        {
            int column = Array.IndexOf(_columns, term.Column);
            int order = term.Column == "keys" ? CompareKeys(x, y)
                : column >= 0 ? groups.Keys.CompareKeys(x, y, column)
                : Nullable.Compare(RankOf(x), RankOf(y));
            if (order != 0)
            {
                return term.Descending ? -order : order;
            }
        }

        return CompareKeys(x, y);
    }

    private int CompareKeys(int x, int y) => groups.Keys.RankOf(x).CompareTo(groups.Keys.RankOf(y));

    private double? RankOf(int group) =>
        panel.Measure.Kind == MeasureKind.Percentiles ? groups.PercentilesOf(group).Count : groups.Total(group).Value(panel.Measure.Kind, panel.Scale);
}
