namespace ApiGatewayAnalytics.Enrichment;

/// <summary>How much a <see cref="GeoLocation"/> holds: the length of each text in a byte, and its numbers.</summary>
internal readonly record struct GeoKnown(ulong Lengths, double? Latitude, double? Longitude, long? AutonomousSystemNumber);
