using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>An answer and how it came about: what the renderers turn into text, JSON or CSV.</summary>
internal sealed record Findings(AnalyticsAnswer Answer, ReadingSummary Reading)
{
    /// <summary>How long reading took; zero where nothing was read, as in a report of saved states.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the user asked for single panels, which are then shown in full.</summary>
    public bool InFull { get; init; }
}

/// <summary>What was read, in the words of the answer's JSON.</summary>
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

/// <summary>How often something happened, and where first: null where positions are not kept.</summary>
internal readonly record struct Tally(string Reason, long Count, string? First = null);
