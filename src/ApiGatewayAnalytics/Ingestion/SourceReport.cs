namespace ApiGatewayAnalytics.Ingestion;

/// <summary>The counts of one input.</summary>
/// <param name="Name">The name that the host gave, for example a path.</param>
/// <param name="Records">Innermost records met.</param>
/// <param name="Accepted">Records that were counted.</param>
/// <param name="Bytes">Bytes after decompression.</param>
public sealed record SourceReport(string Name, long Records, long Accepted, long Bytes);
