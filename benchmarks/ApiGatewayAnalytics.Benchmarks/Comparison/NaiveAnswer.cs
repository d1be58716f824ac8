namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>What three dictionaries tell of a log, and what reading it so allocated.</summary>
internal sealed record NaiveAnswer(
    long Total,
    long AllocatedBytes,
    Dictionary<string, long> Statuses,
    Dictionary<string, long> Addresses,
    Dictionary<string, long> Agents);
