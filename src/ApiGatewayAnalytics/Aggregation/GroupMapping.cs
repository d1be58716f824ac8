namespace ApiGatewayAnalytics.Aggregation;

/// <summary>How the groups of one <see cref="GroupState"/> become groups of another one.</summary>
internal sealed class GroupMapping
{
    /// <summary>For each key of the target, the key of the source that it comes from, and the translation.</summary>
    public required (int Column, KeyMap Map)[] Keys { get; init; }

    /// <summary>Measures of the source and the measures of the target that take them.</summary>
    public required (int Source, int Target)[] Measures { get; init; }

    /// <summary>Which groups of the source count, by their keys; null for all. Then what has no group of its own is left out.</summary>
    public KeyFilter? Filter { get; init; }

    /// <summary>Only steps of the source that reach beyond this minute are taken.</summary>
    public long FromMinute { get; init; } = long.MinValue;

    /// <summary>Only steps of the source that start before this minute are taken.</summary>
    public long ToMinute { get; init; } = long.MaxValue;

    /// <summary>
    /// How many groups of the source can fall on one group of the target: the factor on errors. Zero where nothing bounds it.
    /// </summary>
    public int FanIn { get; init; } = 1;

    public static (int Source, int Target)[] SameMeasures(int count) => [.. Enumerable.Range(0, count).Select(i => (i, i))];
}
