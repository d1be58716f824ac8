namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>A place of an address: a country, and a point where the database knows one.</summary>
internal sealed record ReferencePlace(string Country, double? Latitude, double? Longitude);
