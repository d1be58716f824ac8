using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Reads non-negative integers: decimal digits only, at most 18, so that every one fits.</summary>
internal static class DecimalText
{
    public const int MostDigits = 18;
    private const int Word = sizeof(ulong);

    /// <summary>The number that 1 to 8 bytes spell; false where it is longer, holds anything else, or is too near to the end of the buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadWord(ReadOnlySpan<byte> buffer, int offset, int length, out long value)
    {
        value = 0;
        return (uint)(length - 1) < Word && offset <= buffer.Length - Word
            && TryRead(BinaryPrimitives.ReadUInt64LittleEndian(buffer[offset..]), length, out value);
    }

    /// <summary>The number that the first 1 to 8 bytes spell of a word that was loaded lowest byte first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ulong word, int length, out long value)
    {
        // What follows the digits is shifted out, zeros come in before them; then neighbours are joined to pairs, fours and eights.
        word = (word ^ 0x3030303030303030) << (64 - (length * 8));
        bool isNumber = (((word + 0x7676767676767676) | word) & 0x8080808080808080) == 0;
        word = (word * 10) + (word >> 8);
        word = (((word & 0x000000FF000000FF) * 0x000F424000000064) + (((word >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        value = (long)word;
        return isNumber;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > MostDigits)
        {
            return false;
        }

        if (text.Length is > Word and <= 2 * Word)
        {
            ulong low = BinaryPrimitives.ReadUInt64LittleEndian(text[^Word..]);
            ulong high = BinaryPrimitives.ReadUInt64LittleEndian(text);
            if (!TryRead(low, Word, out long end) || !TryRead(high, text.Length - Word, out value))
            {
                value = 0;
                return false;
            }

            value = (value * 100_000_000) + end;
            return true;
        }

        foreach (byte c in text)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }
}
