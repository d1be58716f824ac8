using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>What became of the entries of one file of threats. Immutable.</summary>
/// <param name="Path">The file, as it was named.</param>
/// <param name="Networks">Addresses and networks read, also those that another entry repeats.</param>
/// <param name="Malformed">Lines or objects that hold neither an address nor a network nor a known kind of indicator.</param>
/// <param name="Unsupported">Indicators of other things than addresses, and STIX patterns that an address alone does not decide.</param>
/// <param name="Expired">Indicators that were revoked, or whose time was over when the file was read.</param>
/// <param name="OverLimit">Entries beyond the largest number that a list holds.</param>
/// <param name="MalformedAt">Where the first malformed ones are.</param>
public sealed record ThreatFileReport(
    string Path, long Networks, long Malformed, long Unsupported, long Expired, long OverLimit, ImmutableArray<RejectedPosition> MalformedAt);
