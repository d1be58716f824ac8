using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Reads UUIDs as two numbers, all digits at once. Stateless.</summary>
internal static class Uuid
{
    /// <summary>Of one in its usual form, <c>00112233-4455-6677-8899-aabbccddeeff</c>.</summary>
    public const int Length = 36;

    /// <summary>No lane of the vector.</summary>
    private const byte None = 0xFF;

    /// <summary>The halves of the sixteen bytes that <see cref="Guid.ToByteArray()"/> gives, least significant byte first.</summary>
    /// <param name="text">As many bytes as <see cref="Length"/> says.</param>
    /// <param name="first">The first eight bytes.</param>
    /// <param name="second">The other ones.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong first, out ulong second)
    {
        (first, second) = (0, 0);
        uint valid = Digits(text, out Vector128<byte> start) | (Digits(text[16..], out Vector128<byte> middle) << 16);
        uint last = Digits(text[20..], out Vector128<byte> end);
        const uint Hyphens = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23;
        if ((valid | Hyphens) != uint.MaxValue || (last & 0xF000) != 0xF000 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        {
            return false;
        }

        // The digits in the order of the bytes: the first three groups are little-endian.
        Vector128<byte> head = Vector128.Shuffle(start, Vector128.Create((byte)6, 7, 4, 5, 2, 3, 0, 1, 11, 12, 9, 10, None, None, 14, 15))
            | Vector128.Shuffle(middle, Vector128.Create(None, None, None, None, None, None, None, None, None, None, None, None, 0, 1, None, None));
        Vector128<byte> tail = Vector128.Shuffle(middle, Vector128.Create((byte)3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, None, None, None, None))
            | Vector128.Shuffle(end, Vector128.Create(None, None, None, None, None, None, None, None, None, None, None, None, 12, 13, 14, 15));
        Vector128<ulong> bytes = Vector128.Narrow(Joined(head), Joined(tail)).AsUInt64();
        (first, second) = (bytes.GetElement(0), bytes.GetElement(1));
        return true;
    }

    /// <summary>The values of sixteen digits, and which of them are some.</summary>
    private static uint Digits(ReadOnlySpan<byte> text, out Vector128<byte> digits)
    {
        Vector128<byte> bytes = Vector128.Create(text[..Vector128<byte>.Count]);
        Vector128<byte> decimals = bytes - Vector128.Create((byte)'0');
        Vector128<byte> letters = (bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        Vector128<byte> areDecimals = Vector128.LessThan(decimals, Vector128.Create((byte)10));
        digits = Vector128.ConditionalSelect(areDecimals, decimals, letters + Vector128.Create((byte)10));
        return (areDecimals | Vector128.LessThan(letters, Vector128.Create((byte)6))).ExtractMostSignificantBits();
    }

    /// <summary>Each pair of digits as a number.</summary>
    private static Vector128<ushort> Joined(Vector128<byte> digits)
    {
        Vector128<ushort> pairs = digits.AsUInt16();
        return ((pairs << 4) | (pairs >> 8)) & Vector128.Create((ushort)0xFF);
    }
}
