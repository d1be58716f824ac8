namespace ApiGatewayAnalytics.Ingestion;

/// <summary>A name that tells records of a source from others when it stands among their members.</summary>
/// <param name="Name">The name, in UTF-8.</param>
/// <param name="IsCertain">Whether it tells by itself; else it takes two different names.</param>
internal sealed record RecordSign(byte[] Name, bool IsCertain);
