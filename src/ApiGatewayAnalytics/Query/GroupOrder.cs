using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The total order of the groups of an answer: the panel's terms, then the keys from left to right.
/// </summary>
internal sealed class GroupOrder : IComparer<GroupOrder.Ranked>
{
    private const int Measured = -1;

    private readonly GroupAnswer _answer;
    private readonly (int Column, bool Descending)[] _terms;

    public GroupOrder(GroupAnswer answer, PanelDefinition panel)
    {
        _answer = answer;
        int[] columns = [.. Enumerable.Range(0, panel.By.Length)];
        _terms =
        [
            .. panel.Order.SelectMany(term => term.Column == "keys"
                ? columns.Select(column => (column, term.Descending))
                : [(panel.By.Select(field => field.Name).ToList().IndexOf(term.Column), term.Descending)]),
            .. columns.Select(column => (column, false)),
        ];
    }

    public int Compare(Ranked x, Ranked y)
    {
        foreach ((int column, bool descending) in _terms)
        {
            int order = column == Measured ? x.Value.CompareTo(y.Value) : _answer.CompareKeys(x.Group, y.Group, column);
            if (order != 0)
            {
                return descending ? -order : order;
            }
        }

        return 0;
    }

    /// <summary>The first <paramref name="limit"/> groups in this order.</summary>
    public List<Ranked> First(IEnumerable<Ranked> groups, int limit)
    {
        // The last of the first ones is on top, so that most groups are turned away by one comparison.
        var first = new PriorityQueue<Ranked, Ranked>(Comparer<Ranked>.Create((x, y) => Compare(y, x)));
        foreach (Ranked group in groups)
        {
            if (first.Count < limit)
            {
                first.Enqueue(group, group);
            }
            else if (Compare(group, first.Peek()) < 0)
            {
                first.DequeueEnqueue(group, group);
            }
        }

        List<Ranked> ordered = [.. first.UnorderedItems.Select(item => item.Element)];
        ordered.Sort(this);
        return ordered;
    }

    /// <summary>A group and the number that it is ranked by.</summary>
    internal readonly record struct Ranked(int Group, double Value);
}
