using System.Text;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// A predicate of a panel that is asked of the keys of a shared state when the panel is queried, rather than of records.
/// </summary>
/// <param name="Column">The key of the state that is asked.</param>
/// <param name="Predicate">What is asked of it.</param>
internal sealed record KeyTest(int Column, Predicate Predicate)
{
    /// <summary>Whether a key passes. <paramref name="text"/> is empty for a status, which is its own key.</summary>
    public bool Passes(int key, bool isStatus, ReadOnlySpan<byte> text) => Predicate.Test switch
    {
        PredicateTest.Present => key != 0,
        PredicateTest.Absent => key == 0,
        PredicateTest.Failed => Condition.IsFailure(key),
        PredicateTest.StatusClass => Condition.IsOfHundred(key, Condition.NumberOf(Predicate.Value!)),
        PredicateTest.Equals => isStatus
            ? key == Condition.NumberOf(Predicate.Value!)
            : text.SequenceEqual(Encoding.UTF8.GetBytes(Predicate.Value!)),
        _ => throw new InvalidOperationException($"'{Predicate.Test}' is not asked of keys."),
    };
}
