using System.Runtime.InteropServices;
using System.Text;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// What is known of an address. The caller of an <see cref="IGeoLocator"/> owns one and uses it again and again, so that nothing is
/// allocated per lookup. Texts are UTF-8, empty where nothing is known, and cut at a character at <see cref="LongestText"/> bytes.
/// The first value that is given to a property stays until <see cref="Clear"/>. Not thread-safe.
/// </summary>
public sealed class GeoLocation
{
    /// <summary>The bytes that a text has at most.</summary>
    public const int LongestText = 255;

    private static readonly int s_texts = Enum.GetValues<GeoText>().Length;

    private readonly byte[] _bytes = new byte[s_texts * LongestText];
    private readonly byte[] _lengths = new byte[s_texts];
    private double? _latitude;
    private double? _longitude;
    private long? _autonomousSystemNumber;

    /// <summary>The country, ISO 3166-1 alpha-2 in upper case, such as <c>SE</c>.</summary>
    public ReadOnlySpan<byte> Country => Text(GeoText.Country);

    /// <summary>The English name of the country.</summary>
    public ReadOnlySpan<byte> CountryName => Text(GeoText.CountryName);

    /// <summary>The continent, two letters such as <c>EU</c>.</summary>
    public ReadOnlySpan<byte> Continent => Text(GeoText.Continent);

    /// <summary>The English name of the city.</summary>
    public ReadOnlySpan<byte> City => Text(GeoText.City);

    /// <summary>The name of the organisation to which the autonomous system is registered.</summary>
    public ReadOnlySpan<byte> AutonomousSystemOrganization => Text(GeoText.AutonomousSystemOrganization);

    /// <summary>The name of the internet service provider.</summary>
    public ReadOnlySpan<byte> Isp => Text(GeoText.Isp);

    /// <summary>The name of the organisation that uses the address.</summary>
    public ReadOnlySpan<byte> Organization => Text(GeoText.Organization);

    /// <summary>The latitude in degrees, from -90 to 90; null where it is not known. Comes with <see cref="Longitude"/>.</summary>
    public double? Latitude => _latitude;

    /// <summary>The longitude in degrees, from -180 to 180; null where it is not known.</summary>
    public double? Longitude => _longitude;

    /// <summary>The number of the autonomous system that announces the address; null where it is not known.</summary>
    public long? AutonomousSystemNumber => _autonomousSystemNumber;

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => _latitude is null && _autonomousSystemNumber is null && !_lengths.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _lengths.AsSpan().Clear();
        _latitude = null;
        _longitude = null;
        _autonomousSystemNumber = null;
    }

    /// <summary>Sets the country; not where it is known already or <paramref name="isoCode"/> is not two ASCII letters.</summary>
    /// <param name="isoCode">ISO 3166-1 alpha-2, in any case.</param>
    public void SetCountry(ReadOnlySpan<byte> isoCode)
    {
        if (isoCode.Length == 2 && char.IsAsciiLetter((char)isoCode[0]) && char.IsAsciiLetter((char)isoCode[1]) && Country.IsEmpty)
        {
            Ascii.ToUpper(isoCode, _bytes.AsSpan((int)GeoText.Country * LongestText, isoCode.Length), out _);
            _lengths[(int)GeoText.Country] = (byte)isoCode.Length;
        }
    }

    /// <summary>Sets the name of the country where none is known.</summary>
    /// <param name="name">UTF-8, cut where it is long.</param>
    public void SetCountryName(ReadOnlySpan<byte> name) => Set(GeoText.CountryName, name);

    /// <summary>Sets the continent where none is known.</summary>
    /// <param name="code">UTF-8, cut where it is long.</param>
    public void SetContinent(ReadOnlySpan<byte> code) => Set(GeoText.Continent, code);

    /// <summary>Sets the city where none is known.</summary>
    /// <param name="name">UTF-8, cut where it is long.</param>
    public void SetCity(ReadOnlySpan<byte> name) => Set(GeoText.City, name);

    /// <summary>Sets the coordinates where none are known; not those that are outside the earth's or not finite.</summary>
    /// <param name="latitude">Degrees, from -90 to 90.</param>
    /// <param name="longitude">Degrees, from -180 to 180.</param>
    public void SetCoordinates(double latitude, double longitude)
    {
        if (_latitude is null && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
        {
            _latitude = latitude;
            _longitude = longitude;
        }
    }

    /// <summary>Sets the number of the autonomous system where none is known; not one that is negative or has more than 32 bits.</summary>
    /// <param name="number">The number, such as 64496.</param>
    public void SetAutonomousSystemNumber(long number)
    {
        if (number is >= 0 and <= uint.MaxValue)
        {
            _autonomousSystemNumber ??= number;
        }
    }

    /// <summary>Sets the organisation of the autonomous system where none is known.</summary>
    /// <param name="name">UTF-8, cut where it is long.</param>
    public void SetAutonomousSystemOrganization(ReadOnlySpan<byte> name) => Set(GeoText.AutonomousSystemOrganization, name);

    /// <summary>Sets the internet service provider where none is known.</summary>
    /// <param name="name">UTF-8, cut where it is long.</param>
    public void SetIsp(ReadOnlySpan<byte> name) => Set(GeoText.Isp, name);

    /// <summary>Sets the organisation where none is known.</summary>
    /// <param name="name">UTF-8, cut where it is long.</param>
    public void SetOrganization(ReadOnlySpan<byte> name) => Set(GeoText.Organization, name);

    internal void Set(GeoText text, ReadOnlySpan<byte> value)
    {
        int at = (int)text;
        if (_lengths[at] == 0)
        {
            int length = Utf8Cut.Length(value, LongestText);
            value[..length].CopyTo(_bytes.AsSpan(at * LongestText, length));
            _lengths[at] = (byte)length;
        }
    }

    /// <summary>What is known now, so that <see cref="ForgetSince"/> can return to it.</summary>
    internal GeoKnown Known()
    {
        ulong lengths = 0;
        _lengths.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref lengths)));
        return new GeoKnown(lengths, _latitude, _longitude, _autonomousSystemNumber);
    }

    /// <summary>Forgets what came after <see cref="Known"/>: bytes of texts are only ever added where there were none.</summary>
    internal void ForgetSince(GeoKnown known)
    {
        ulong lengths = known.Lengths;
        MemoryMarshal.AsBytes(new Span<ulong>(ref lengths))[.._lengths.Length].CopyTo(_lengths);
        (_latitude, _longitude, _autonomousSystemNumber) = (known.Latitude, known.Longitude, known.AutonomousSystemNumber);
    }

    private ReadOnlySpan<byte> Text(GeoText text) => _bytes.AsSpan((int)text * LongestText, _lengths[(int)text]);
}
