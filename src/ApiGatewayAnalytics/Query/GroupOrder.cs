using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The total order of the groups of an answer: the panel's terms, then the keys from left to right.
/// </summary>
internal sealed class GroupOrder
{
    private const int Measured = -1;

    private readonly GroupAnswer _answer;
    private readonly Term[] _terms;

    public GroupOrder(GroupAnswer answer, PanelDefinition panel)
    {
        _answer = answer;
        string[] columns = [.. panel.By.Select(field => field.Name)];
        _terms =
        [
            .. panel.Order.SelectMany(term => term.Column == "keys"
                ? Keys(columns.Length, term.Descending)
                : [new Term(Array.IndexOf(columns, term.Column), term.Descending)]),
            .. Keys(columns.Length, descending: false),
        ];
    }

    private int Compare(Ranked x, Ranked y)
    {
        foreach (Term term in _terms)
        {
            int order = term.Column == Measured ? x.Value.CompareTo(y.Value) : _answer.CompareKeys(x.Group, y.Group, term.Column);
            if (order != 0)
            {
                return term.Descending ? -order : order;
            }
        }

        return 0;
    }

    /// <summary>The first <paramref name="limit"/> groups in this order.</summary>
    public ReadOnlySpan<Ranked> First(IEnumerable<int> groups, Func<int, double> rankOf, int limit)
    {
        // The last of the first ones is on top, so that most groups are turned away by one comparison.
        var first = new Ranked[Math.Min(limit, 16)];
        int count = 0;
        foreach (int group in groups)
        {
            var ranked = new Ranked(group, rankOf(group));
            if (count < limit)
            {
                if (count == first.Length)
                {
                    Array.Resize(ref first, (int)Math.Min(limit, count * 2L));
                }

                Rise(first, count++, ranked);
            }
            else if (count > 0 && Compare(ranked, first[0]) < 0)
            {
                Sink(first.AsSpan(0, count), ranked);
            }
        }

        for (int last = count - 1; last > 0; last--)
        {
            Ranked top = first[0];
            Sink(first.AsSpan(0, last), first[last]);
            first[last] = top;
        }

        return first.AsSpan(0, count);
    }

    private void Rise(Span<Ranked> heap, int at, Ranked ranked)
    {
        for (int parent; at > 0 && Compare(ranked, heap[parent = (at - 1) / 2]) > 0; at = parent)
        {
            heap[at] = heap[parent];
        }

        heap[at] = ranked;
    }

    /// <summary>Puts a group in the place of the one on top.</summary>
    private void Sink(Span<Ranked> heap, Ranked ranked)
    {
        int at = 0;
        for (int child; (child = (2 * at) + 1) < heap.Length; at = child)
        {
            if (child + 1 < heap.Length && Compare(heap[child + 1], heap[child]) > 0)
            {
                child++;
            }

            if (Compare(heap[child], ranked) <= 0)
            {
                break;
            }

            heap[at] = heap[child];
        }

        heap[at] = ranked;
    }

    /// <summary>In this order, for each value of the key in <paramref name="column"/> the first <paramref name="limit"/> groups.</summary>
    public ReadOnlySpan<Ranked> FirstPer(IEnumerable<int> groups, Func<int, double> rankOf, int column, int limit)
    {
        var taken = new Dictionary<int, int>();
        return Array.FindAll(First(groups, rankOf, int.MaxValue).ToArray(), ranked =>
        {
            int key = _answer.State.Keys(ranked.Group)[column];
            int before = taken.GetValueOrDefault(key);
            taken[key] = before + 1;
            return before < limit;
        });
    }

    private static IEnumerable<Term> Keys(int count, bool descending) =>
        Enumerable.Range(0, count).Select(column => new Term(column, descending));

    /// <summary>A group and the number that it is ranked by.</summary>
    internal readonly record struct Ranked(int Group, double Value);

    private sealed record Term(int Column, bool Descending);
}
