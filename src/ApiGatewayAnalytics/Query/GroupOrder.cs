using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The total order of the groups of an answer: the panel's terms, then the keys from left to right.
/// </summary>
internal sealed class GroupOrder : IComparer<GroupOrder.Ranked>
{
    private const int Measured = -1;

    private readonly GroupAnswer _answer;
    private readonly List<Term> _terms = [];

    public GroupOrder(GroupAnswer answer, PanelDefinition panel)
    {
        _answer = answer;
        string[] columns = [.. panel.By.Select(field => field.Name)];
        foreach (OrderTerm term in panel.Order)
        {
            if (term.Column == "keys")
            {
                AddKeys(columns.Length, term.Descending);
            }
            else
            {
                _terms.Add(new Term(Array.IndexOf(columns, term.Column), term.Descending));
            }
        }

        AddKeys(columns.Length, descending: false);
    }

    public int Compare(Ranked? x, Ranked? y)
    {
        foreach (Term term in _terms)
        {
            int order = term.Column == Measured ? x!.Value.CompareTo(y!.Value) : _answer.CompareKeys(x!.Group, y!.Group, term.Column);
            if (order != 0)
            {
                return term.Descending ? -order : order;
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

    /// <summary>In this order, for each value of the key in <paramref name="column"/> the first <paramref name="limit"/> groups.</summary>
    public List<Ranked> FirstPer(IEnumerable<Ranked> groups, int column, int limit)
    {
        List<Ranked> ordered = [.. groups];
        ordered.Sort(this);
        var taken = new Dictionary<int, int>();
        return ordered.FindAll(group =>
        {
            int key = _answer.State.Keys(group.Group)[column];
            int before = taken.GetValueOrDefault(key);
            taken[key] = before + 1;
            return before < limit;
        });
    }

    private void AddKeys(int count, bool descending)
    {
        for (int column = 0; column < count; column++)
        {
            _terms.Add(new Term(column, descending));
        }
    }

    /// <summary>A group and the number that it is ranked by.</summary>
    internal sealed record Ranked(int Group, double Value);

    private sealed record Term(int Column, bool Descending);
}
