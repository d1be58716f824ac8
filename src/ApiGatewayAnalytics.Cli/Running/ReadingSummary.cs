using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>What the renderers show of what was read, in the words of the answer's JSON.</summary>
internal sealed record ReadingSummary
{
    public long Records { get; init; }

    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    public long Bytes { get; init; }

    public int Sources { get; init; }

    public ImmutableArray<Tally> Repaired { get; init; } = [];

    public ImmutableArray<Tally> Skipped { get; init; } = [];

    public ImmutableArray<Tally> Rejected { get; init; } = [];

    public ImmutableArray<Tally> FieldErrors { get; init; } = [];
}
