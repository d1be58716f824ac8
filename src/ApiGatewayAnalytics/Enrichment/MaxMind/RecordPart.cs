namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>The maps and values of a record that are of interest.</summary>
internal enum RecordPart
{
    None,
    Root,
    Country,
    CountryNames,
    CountryCode,
    CountryName,
    Continent,
    ContinentCode,
    City,
    CityNames,
    CityName,
    Location,
    Latitude,
    Longitude,
    Traits,
    AutonomousSystemNumber,
    AutonomousSystemOrganization,
    Isp,
    Organization,
}
