using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// The rows of a batch that meet some conditions: evaluated once per batch for all states that ask the same, from the rows that meet
/// all conditions but the last, which are a selection of their own. So the few failed requests are looked for once.
/// </summary>
/// <param name="parent">The number of the selection that this one narrows; -1 for the one of all rows.</param>
/// <param name="condition">The last condition; null for the selection of all rows.</param>
internal sealed class Selection(int parent, Condition? condition)
{
    /// <summary>The number of the selection that <see cref="Select"/> takes the rows of; -1 where it takes any.</summary>
    public int Parent { get; } = parent;

    /// <summary>Writes the rows among <paramref name="rows"/> that meet the condition; returns how many.</summary>
    public int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
    {
        if (condition is not null)
        {
            return condition.Select(batch, rows, selected);
        }

        rows.CopyTo(selected);
        return rows.Length;
    }
}
