using System.Collections.Immutable;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Finds the groups of narrow states together: their keys have few values each, so records show few combinations of them, and the
/// groups of a combination are looked up once. Per record that leaves one lookup, and one step through an array per state. Only
/// a cache, which is emptied when there are many combinations. Not thread-safe.
/// </summary>
internal sealed class NarrowGroups
{
    private const int MostCombinations = 1 << 14;

    /// <summary>What is larger takes longer to empty than to make anew, and records of a few segments in turn empty it all the time.</summary>
    private const int MostEmptied = 1 << 10;

    private readonly AggregationPlan _plan;
    private readonly LookupScratch _scratch = new();
    private readonly int[] _rowCombinations = new int[RecordBatch.Capacity];
    private readonly int[] _rowGroups = new int[RecordBatch.Capacity];
    private readonly int[][] _keyColumns;
    private readonly int[]?[] _partsOf;
    private readonly int[][] _groupsOf;
    private TupleTable _combinations;
    private Segment? _segment;
    private int _version;

    /// <param name="plan">What is kept.</param>
    /// <param name="columnOf">The column that holds the numbers of a key by row.</param>
    public NarrowGroups(AggregationPlan plan, Func<KeySource, int[]> columnOf)
    {
        _plan = plan;
        Keys = [.. plan.Groups.Where(IsNarrow).SelectMany(group => group.Keys).Distinct()];
        _keyColumns = [.. Keys.Select(columnOf)];
        _partsOf = [.. plan.Groups.Select(group => IsNarrow(group) ? group.Keys.Select(key => Keys.IndexOf(key)).ToArray() : null)];
        _groupsOf = [.. plan.Groups.Select(_ => new int[1])];
        _combinations = new TupleTable(Keys.Length);
    }

    /// <summary>The keys of narrow states.</summary>
    public ImmutableArray<KeySource> Keys { get; }

    /// <summary>Whether the groups of a state are found here.</summary>
    public bool Has(int state) => _partsOf[state] is not null;

    /// <summary>Finds the combination of each row; the columns of <see cref="Keys"/> are filled.</summary>
    public void Prepare(ReadOnlySpan<int> rows, Segment segment)
    {
        int version = segment.Renumberings;
        foreach (GroupState state in segment.Groups)
        {
            version += state.PruneCount;
        }

        if (_segment != segment || _version != version || _combinations.Count > MostCombinations)
        {
            (_segment, _version) = (segment, version);
            Clear();
        }

        _combinations.GetOrAdd(rows, _keyColumns, _rowCombinations, _scratch);
    }

    /// <summary>The group of each row in a state, in the order of the rows given to <see cref="Prepare"/>.</summary>
    public ReadOnlySpan<int> Find(int state, int count)
    {
        if (_groupsOf[state].Length < _combinations.Count)
        {
            Array.Resize(ref _groupsOf[state], _combinations.Count * 2);
        }

        int[] groups = _groupsOf[state];
        Span<int> found = _rowGroups.AsSpan(0, count);
        for (int i = 0; i < found.Length; i++)
        {
            int combination = _rowCombinations[i];
            int group = groups[combination];
            found[i] = group != TupleTable.Other ? group : groups[combination] = FindGroup(state, combination);
        }

        return found;
    }

    private void Clear()
    {
        int known = _combinations.Count;
        foreach (int[] groups in _groupsOf)
        {
            groups.AsSpan(..Math.Min(known, groups.Length)).Clear();
        }

        if (known > MostEmptied)
        {
            _combinations = new TupleTable(Keys.Length);
        }
        else
        {
            _combinations.Clear();
        }
    }

    private int FindGroup(int state, int combination)
    {
        int[] parts = _partsOf[state]!;
        ReadOnlySpan<int> values = _combinations[combination];
        Span<int> keys = stackalloc int[parts.Length];
        for (int k = 0; k < keys.Length; k++)
        {
            keys[k] = values[parts[k]];
        }

        return _segment!.Groups[state].GroupOf(keys);
    }

    private static bool IsNarrow(GroupPlan group) => !group.IsWide && !group.IsApart && group.Keys.Length > 0;
}
