using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>The selections of a plan, each of which narrows an earlier one by one condition, so that panels with conditions in common share what they ask.</summary>
/// <param name="schema">The fields of the records.</param>
internal sealed class SelectionBook(RecordSchema schema)
{
    private readonly List<Selection> _selections = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _numbers = [];

    public IEnumerable<Selection> All => _selections;

    /// <summary>The conditions of a selection, the same for all selections alike.</summary>
    public string TextOf(int selection) => _texts[selection];

    /// <summary>The number of the selection by some conditions, in any order.</summary>
    public int NumberOf(ImmutableArray<Predicate> predicates)
    {
        string text = Describe(predicates);
        if (_numbers.TryGetValue(text, out int known))
        {
            return known;
        }

        // Few records fail and most have what is asked for, so asking in this order leaves little to ask.
        Predicate[] ordered = [.. predicates.OrderBy(predicate => predicate.Test switch
        {
            PredicateTest.Equals => 0,
            PredicateTest.Failed or PredicateTest.StatusClass => 1,
            PredicateTest.Present => 3,
            _ => 2,
        })];
        var selection = ordered.Length == 0
            ? new Selection(-1, null)
            : new Selection(NumberOf([.. ordered[..^1]]), Condition.Bind(ordered[^1], schema));
        _texts.Add(text);
        _selections.Add(selection);
        _numbers.Add(text, _selections.Count - 1);
        return _selections.Count - 1;
    }

    public static string Describe(ImmutableArray<Predicate> predicates) =>
        $"[{string.Join(" and ", predicates.Select(p => $"{p.Field?.Name} {p.Test} {p.Value}").Order(StringComparer.Ordinal))}]";
}
