using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Planning;

/// <summary>The rows of a batch that meet some conditions: evaluated once per batch for all states that ask the same.</summary>
internal sealed class Selection(ImmutableArray<Condition> conditions)
{
    /// <summary>Writes the rows among <paramref name="rows"/> that meet every condition; returns how many.</summary>
    public int Select(RecordBatch batch, ReadOnlySpan<int> rows, Span<int> selected)
    {
        rows.CopyTo(selected);
        int count = rows.Length;
        foreach (Condition condition in conditions)
        {
            count = condition.Keep(batch, selected[..count]);
        }

        return count;
    }
}
