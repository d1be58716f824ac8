using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>
/// Where the made-up addresses of a demonstration are, and which of them are threats, without a database: a city by the digits of the
/// address, and threats in networks that are reserved for documentation. Immutable.
/// </summary>
internal sealed class DemoAddresses : IGeoLocator, IThreatList
{
    private static readonly Threat s_scanner = new("scanner", "Example Scanners", "high");
    private static readonly Threat s_stolenKey = new("credential-abuse", "Example Group", "high");

    private static readonly (string Country, string Name, string City, double Latitude, double Longitude)[] s_cities =
    [
        ("SE", "Sweden", "Stockholm", 59.33, 18.07), ("SE", "Sweden", "Gothenburg", 57.71, 11.97), ("DE", "Germany", "Berlin", 52.52, 13.41),
        ("DE", "Germany", "Munich", 48.14, 11.58), ("FR", "France", "Paris", 48.86, 2.35), ("GB", "United Kingdom", "London", 51.51, -0.13),
        ("GB", "United Kingdom", "Manchester", 53.48, -2.24), ("ES", "Spain", "Madrid", 40.42, -3.70), ("NL", "Netherlands", "Amsterdam", 52.37, 4.90),
        ("PL", "Poland", "Warsaw", 52.23, 21.01), ("US", "United States", "New York", 40.71, -74.01), ("US", "United States", "San Francisco", 37.77, -122.42),
        ("US", "United States", "Chicago", 41.88, -87.63), ("CA", "Canada", "Toronto", 43.65, -79.38), ("BR", "Brazil", "Sao Paulo", -23.55, -46.63),
        ("ZA", "South Africa", "Cape Town", -33.92, 18.42), ("IN", "India", "Mumbai", 19.08, 72.88), ("SG", "Singapore", "Singapore", 1.35, 103.82),
        ("JP", "Japan", "Tokyo", 35.68, 139.69), ("AU", "Australia", "Sydney", -33.87, 151.21), ("NZ", "New Zealand", "Auckland", -36.85, 174.76),
    ];

    public bool TryLocate(ReadOnlySpan<byte> address, GeoLocation location)
    {
        uint sum = 7;
        foreach (byte character in address)
        {
            sum = (sum * 31) + character;
        }

        // Few places have most of the visitors.
        uint draw = sum % 1000;
        (string country, string name, string city, double latitude, double longitude) = s_cities[draw * draw * s_cities.Length / 1_000_000];
        location.SetCountry(System.Text.Encoding.UTF8.GetBytes(country));
        location.SetCountryName(System.Text.Encoding.UTF8.GetBytes(name));
        location.SetCity(System.Text.Encoding.UTF8.GetBytes(city));
        location.SetCoordinates(latitude, longitude);
        location.SetAutonomousSystemNumber(64496 + (sum % 16));
        location.SetAutonomousSystemOrganization("Example Network"u8);
        return true;
    }

    public Threat? Find(ReadOnlySpan<byte> address) =>
        address.StartsWith("203.0.113."u8) ? s_scanner
        : address.StartsWith("198.51.100.19"u8) ? s_stolenKey
        : null;
}
