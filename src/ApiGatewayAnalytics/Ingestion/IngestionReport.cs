using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// What became of everything that was read, the <c>ingestion</c> member of an answer. Reasons are spelt in kebab-case, and only
/// those that occurred are there. Immutable.
/// </summary>
public sealed class IngestionReport
{
    internal IngestionReport()
    {
    }

    /// <summary>Innermost records met: accepted, rejected and duplicates. Skipped ones are not among them.</summary>
    public long Records { get; internal init; }

    /// <summary>Records that were counted.</summary>
    public long Accepted { get; internal init; }

    /// <summary>Records left out because they were read before.</summary>
    public long Duplicates { get; internal init; }

    /// <summary>Bytes of the top-level inputs after decompression.</summary>
    public long Bytes { get; internal init; }

    /// <summary>Bytes of the top-level inputs as they were read, not part of the JSON; of plain input the same as <see cref="Bytes"/>.</summary>
    [JsonIgnore]
    public long CompressedBytes { get; internal init; }

    /// <summary>Accepted records by what was repaired in them; a record with two repairs counts under both.</summary>
    public IReadOnlyDictionary<string, long> Repaired { get; internal init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>What is known and not wanted, by <see cref="SkipReason"/>.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; internal init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Rejected records by <see cref="RejectReason"/>.</summary>
    public IReadOnlyDictionary<string, long> Rejected { get; internal init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Up to 20 of the first positions of each reason in <see cref="Rejected"/>, not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, ImmutableArray<RejectedPosition>> RejectedAt { get; internal init; } = ReadOnlyDictionary<string, ImmutableArray<RejectedPosition>>.Empty;

    /// <summary>Invalid numbers by field.</summary>
    public IReadOnlyDictionary<string, long> FieldErrors { get; internal init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>The inputs in the order of their first record, at most 1,000; further ones are summed in one called <c>(other)</c>.</summary>
    public ImmutableArray<SourceReport> Sources { get; internal init; }
}
