using System.Collections.Immutable;

namespace ApiGatewayAnalytics;

/// <summary>What a filter can be set to. Immutable.</summary>
public sealed record FilterValues
{
    /// <summary>The name of the field.</summary>
    public required string Field { get; init; }

    /// <summary>The values, those with most records first.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>Whether there are more of them.</summary>
    public bool HasMore { get; init; }
}
