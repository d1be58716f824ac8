namespace ApiGatewayAnalytics.Enrichment;

/// <summary>The texts of a <see cref="GeoLocation"/>.</summary>
internal enum GeoText
{
    Country,
    CountryName,
    Continent,
    City,
    AutonomousSystemOrganization,
    Isp,
    Organization,
}
