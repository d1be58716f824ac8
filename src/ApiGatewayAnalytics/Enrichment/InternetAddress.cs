using System.Buffers.Binary;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// An address as a number. Text is normalised on the way in, because callers choose it: of a list as in <c>X-Forwarded-For</c> the
/// first element counts, ports, brackets, quotes and zones are dropped, and IPv4 mapped into IPv6 is IPv4. Reads at most
/// <see cref="LongestText"/> bytes and never allocates.
/// </summary>
/// <param name="Bits">The address; of IPv4 in the lowest 32 bits.</param>
/// <param name="IsIPv4">Whether it has 32 bits instead of 128.</param>
internal readonly record struct InternetAddress(UInt128 Bits, bool IsIPv4)
{
    /// <summary>The longest IPv6 address in brackets with a zone and a port is shorter.</summary>
    private const int LongestText = 96;

    public static bool TryParse(ReadOnlySpan<byte> text, out InternetAddress address)
    {
        text = text[..Math.Min(text.Length, LongestText + 1)];
        int comma = text.IndexOf((byte)',');
        text = Trim(comma < 0 ? text : text[..comma]);
        if (text.Length > LongestText)
        {
            address = default;
            return false;
        }

        return TryParseOne(WithoutPort(text), out address);
    }

    /// <summary>Reads an address or <c>ADDRESS/BITS</c>, without a port. What stands behind the prefix is cleared.</summary>
    public static bool TryParseNetwork(ReadOnlySpan<byte> text, out InternetAddress network, out int prefix)
    {
        int slash = text.IndexOf((byte)'/');
        prefix = 0;
        if (!TryParseOne(slash < 0 ? text : text[..slash], out network))
        {
            return false;
        }

        int width = network.IsIPv4 ? 32 : 128;
        prefix = width;
        if (slash >= 0)
        {
            // A network of mapped addresses is written with the length it has in IPv6.
            int mapped = network.IsIPv4 && text[..slash].Contains((byte)':') ? 96 : 0;
            if (!DecimalText.TryParse(text[(slash + 1)..], out long bits) || bits < mapped || bits - mapped > width)
            {
                return false;
            }

            prefix = (int)bits - mapped;
        }

        network = network with { Bits = prefix == 0 ? 0 : network.Bits >> (width - prefix) << (width - prefix) };
        return true;
    }

    private static bool TryParseOne(ReadOnlySpan<byte> text, out InternetAddress address)
    {
        address = default;
        if (!text.Contains((byte)':'))
        {
            Span<byte> parts = stackalloc byte[4];
            if (!AddressNetwork.TryParseIPv4(text, parts))
            {
                return false;
            }

            address = new InternetAddress(BinaryPrimitives.ReadUInt32BigEndian(parts), true);
            return true;
        }

        int zone = text.IndexOf((byte)'%');
        Span<ushort> groups = stackalloc ushort[8];
        if (!AddressNetwork.TryParseIPv6(zone < 0 ? text : text[..zone], groups))
        {
            return false;
        }

        UInt128 bits = 0;
        foreach (ushort group in groups)
        {
            bits = (bits << 16) | group;
        }

        bool isMapped = bits >> 32 == 0xFFFF;
        address = new InternetAddress(isMapped ? (uint)bits : bits, isMapped);
        return true;
    }

    /// <summary><c>192.0.2.1:443</c>, <c>[2001:db8::1]:443</c> and <c>[2001:db8::1]</c> without what is not the address.</summary>
    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && text[0] == '[')
        {
            int end = text.IndexOf((byte)']');
            return end > 0 && IsPort(text[(end + 1)..]) ? text[1..end] : text;
        }

        int colon = text.IndexOf((byte)':');
        return colon > 0 && text[..colon].Contains((byte)'.') && IsPort(text[colon..]) ? text[..colon] : text;
    }

    private static bool IsPort(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text.Length is >= 2 and <= 6 && text[0] == ':' && !text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\""u8);
}
