using System.Text;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>
/// Puts every address somewhere, by its first number; of some only the country is known, and those on the date line are there too.
/// </summary>
internal sealed class MadeUpLocator : IGeoLocator
{
    private static readonly (string Country, double Latitude, double Longitude)[] s_places =
    [
        ("US", 40.7, -74.0), ("DE", 52.5, 13.4), ("BR", -23.5, -46.6), ("JP", 35.7, 139.7),
        ("FJ", -17.8, 178.0), ("ZA", -26.2, 28.0), ("NZ", -41.3, 174.8), ("SG", 1.3, 103.8),
    ];

    public bool TryLocate(ReadOnlySpan<byte> address, GeoLocation location)
    {
        int dot = address.IndexOf((byte)'.');
        if (dot <= 0 || !int.TryParse(Encoding.ASCII.GetString(address[..dot]), out int first))
        {
            return false;
        }

        (string country, double latitude, double longitude) = s_places[first % s_places.Length];
        location.SetCountry(Encoding.ASCII.GetBytes(country));
        if (first % 3 != 0)
        {
            location.SetCoordinates(latitude, longitude);
        }

        return true;
    }
}
