namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>Everything that <see cref="ReferenceReader"/> made of its inputs: the records in input order, and what was counted on the way.</summary>
internal sealed class ReferenceLog
{
    public List<ReferenceRecord> Records { get; } = [];

    /// <summary>By reason in kebab-case, as panels.md spells them.</summary>
    public Dictionary<string, long> Rejected { get; } = [];

    public Dictionary<string, long> Skipped { get; } = [];

    public Dictionary<string, long> FieldErrors { get; } = [];

    public long Duplicates { get; set; }

    /// <summary>Accepted records that were no JSON before a repair.</summary>
    public long Repaired { get; set; }

    public static void Count(Dictionary<string, long> counts, string reason) => counts[reason] = counts.GetValueOrDefault(reason) + 1;
}
