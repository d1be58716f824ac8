namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>
/// The names of parts. Nested ones are those of GeoLite2 and GeoIP2 (https://dev.maxmind.com/geoip/docs/databases/); flat ones
/// are those of databases that hold no more than a country or a network.
/// </summary>
internal static class RecordParts
{
    /// <summary>What <paramref name="key"/> means in a map, or <see cref="RecordPart.None"/>.</summary>
    public static RecordPart Find(RecordPart map, ReadOnlySpan<byte> key) => map switch
    {
        RecordPart.Root => InRoot(key),
        RecordPart.Country => key.SequenceEqual("iso_code"u8) ? RecordPart.CountryCode
            : key.SequenceEqual("names"u8) ? RecordPart.CountryNames : RecordPart.None,
        RecordPart.CountryNames => key.SequenceEqual("en"u8) ? RecordPart.CountryName : RecordPart.None,
        RecordPart.Continent => key.SequenceEqual("code"u8) ? RecordPart.ContinentCode : RecordPart.None,
        RecordPart.City => key.SequenceEqual("names"u8) ? RecordPart.CityNames : RecordPart.None,
        RecordPart.CityNames => key.SequenceEqual("en"u8) ? RecordPart.CityName : RecordPart.None,
        RecordPart.Location => Coordinate(key),
        RecordPart.Traits => Network(key),
        _ => RecordPart.None,
    };

    private static RecordPart InRoot(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("country"u8) ? RecordPart.Country
        : key.SequenceEqual("country_code"u8) ? RecordPart.CountryCode
        : key.SequenceEqual("country_name"u8) ? RecordPart.CountryName
        : key.SequenceEqual("continent"u8) ? RecordPart.Continent
        : key.SequenceEqual("continent_code"u8) ? RecordPart.ContinentCode
        : key.SequenceEqual("city"u8) ? RecordPart.City
        : key.SequenceEqual("location"u8) ? RecordPart.Location
        : key.SequenceEqual("traits"u8) ? RecordPart.Traits
        : Coordinate(key) is var coordinate && coordinate != RecordPart.None ? coordinate
        : Network(key);

    private static RecordPart Coordinate(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("latitude"u8) ? RecordPart.Latitude
        : key.SequenceEqual("longitude"u8) ? RecordPart.Longitude
        : RecordPart.None;

    private static RecordPart Network(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("autonomous_system_number"u8) || key.SequenceEqual("asn"u8) ? RecordPart.AutonomousSystemNumber
        : key.SequenceEqual("autonomous_system_organization"u8) || key.SequenceEqual("as_name"u8) ? RecordPart.AutonomousSystemOrganization
        : key.SequenceEqual("isp"u8) ? RecordPart.Isp
        : key.SequenceEqual("organization"u8) ? RecordPart.Organization
        : RecordPart.None;
}
