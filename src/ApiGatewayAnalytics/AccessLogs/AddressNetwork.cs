using System.Buffers.Text;
using System.Globalization;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Cuts an address to its network: the /24 of IPv4, also where it is mapped into IPv6, the /48 of IPv6. Without allocation.</summary>
internal static class AddressNetwork
{
    /// <summary>No network is written longer than this.</summary>
    public const int LongestText = 24;

    /// <summary>Writes the network's canonical text and returns its length; 0 where <paramref name="address"/> is none.</summary>
    public static int Write(ReadOnlySpan<byte> address, Span<byte> network)
    {
        if (!address.Contains((byte)':'))
        {
            return WriteIPv4(address, network);
        }

        Span<ushort> groups = stackalloc ushort[8];
        if (!TryParseIPv6(address, groups))
        {
            return 0;
        }

        // An IPv4 address in the form of IPv6 is cut as what it is.
        if (groups[5] == 0xFFFF && !groups[..5].ContainsAnyExcept((ushort)0))
        {
            return WriteNetwork([(byte)(groups[6] >> 8), (byte)groups[6], (byte)(groups[7] >> 8)], network);
        }

        // What is behind the third group is zero and always the longest run of zeros, so "::" stands there.
        int kept = 3;
        while (kept > 0 && groups[kept - 1] == 0)
        {
            kept--;
        }

        int written = 0;
        for (int group = 0; group < kept; group++)
        {
            groups[group].TryFormat(network[written..], out int length, "x", CultureInfo.InvariantCulture);
            written += length;
            network[written++] = (byte)':';
        }

        if (kept == 0)
        {
            network[written++] = (byte)':';
        }

        network[written++] = (byte)':';
        return written;
    }

    private static int WriteIPv4(ReadOnlySpan<byte> address, Span<byte> network)
    {
        Span<byte> parts = stackalloc byte[4];
        if (!TryParseIPv4(address, parts))
        {
            return 0;
        }

        return WriteNetwork(parts[..3], network);
    }

    /// <summary>Writes the network of the first three parts of an address.</summary>
    private static int WriteNetwork(ReadOnlySpan<byte> parts, Span<byte> network)
    {
        int written = 0;
        foreach (byte part in parts)
        {
            part.TryFormat(network[written..], out int length, default, CultureInfo.InvariantCulture);
            written += length;
            network[written++] = (byte)'.';
        }

        network[written++] = (byte)'0';
        return written;
    }

    /// <summary>Reads four decimal numbers without leading zeros into <paramref name="parts"/>.</summary>
    public static bool TryParseIPv4(ReadOnlySpan<byte> text, Span<byte> parts)
    {
        int part = 0;
        int value = -1;
        foreach (byte c in text)
        {
            if (c == '.' && value >= 0 && part < 3)
            {
                parts[part++] = (byte)value;
                value = -1;
            }
            else if (char.IsAsciiDigit((char)c) && value != 0)
            {
                value = (Math.Max(value, 0) * 10) + c - '0';
                if (value > 255)
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        if (part != 3 || value < 0)
        {
            return false;
        }

        parts[3] = (byte)value;
        return true;
    }

    /// <summary>Reads an address with colons into its eight groups; a zone is not part of it.</summary>
    public static bool TryParseIPv6(ReadOnlySpan<byte> text, Span<ushort> groups)
    {
        int gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return TryParseGroups(text, groups, out int all) && all == groups.Length;
        }

        Span<ushort> tail = stackalloc ushort[8];
        if (text[..gap].Contains((byte)'.') || !TryParseGroups(text[..gap], groups, out int before)
            || !TryParseGroups(text[(gap + 2)..], tail, out int after) || before + after > 7)
        {
            return false;
        }

        groups[before..].Clear();
        tail[..after].CopyTo(groups[(8 - after)..]);
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<byte> text, Span<ushort> groups, out int count)
    {
        Span<byte> parts = stackalloc byte[4];
        count = 0;
        while (!text.IsEmpty)
        {
            int colon = text.IndexOf((byte)':');
            ReadOnlySpan<byte> group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains((byte)'.'))
            {
                if (count > groups.Length - 2 || !TryParseIPv4(group, parts))
                {
                    return false;
                }

                groups[count++] = (ushort)(parts[0] << 8 | parts[1]);
                groups[count++] = (ushort)(parts[2] << 8 | parts[3]);
                return true;
            }

            if (count == groups.Length || group.Length is 0 or > 4
                || !Utf8Parser.TryParse(group, out ushort value, out int used, 'x') || used != group.Length)
            {
                return false;
            }

            groups[count++] = value;
            if (colon == text.Length - 1)
            {
                return false;
            }

            text = colon < 0 ? default : text[(colon + 1)..];
        }

        return true;
    }
}
