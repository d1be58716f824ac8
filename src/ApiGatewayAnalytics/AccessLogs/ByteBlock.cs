using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Questions about 32 bytes at once, answered as one bit per byte, the first byte's lowest: with one vector, with two, or byte by
/// byte, as the machine has it. References are taken instead of spans because each value of a record asks twice and the checks
/// of a span cost as much as the question (benchmark: <c>LearnedReading</c>); <b>the caller sees to it that 32 bytes are there</b>.
/// </summary>
internal static class ByteBlock
{
    public const int Length = 32;

    private const byte LastControl = 0x1F;

    /// <summary>Which bytes differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Different(ref byte left, ref byte right)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            return ~Vector256.Equals(Vector256.LoadUnsafe(ref left), Vector256.LoadUnsafe(ref right)).ExtractMostSignificantBits();
        }

        if (Vector128.IsHardwareAccelerated)
        {
            uint low = Vector128.Equals(Vector128.LoadUnsafe(ref left), Vector128.LoadUnsafe(ref right)).ExtractMostSignificantBits();
            uint high = Vector128.Equals(Vector128.LoadUnsafe(ref left, 16), Vector128.LoadUnsafe(ref right, 16)).ExtractMostSignificantBits();
            return ~(low | (high << 16));
        }

        uint different = 0;
        for (int index = 0; index < Length; index++)
        {
            different |= (Unsafe.Add(ref left, index) != Unsafe.Add(ref right, index) ? 1u : 0u) << index;
        }

        return different;
    }

    /// <summary>Whether any of <paramref name="length"/> bytes differ, which are at least a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreDifferent(ref byte left, ref byte right, int length)
    {
        // The last block overlaps the one before it, so that nothing is left over.
        int last = length - Length;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> difference = Vector256.LoadUnsafe(ref left, (nuint)last) ^ Vector256.LoadUnsafe(ref right, (nuint)last);
            for (int at = 0; at < last; at += Length)
            {
                difference |= Vector256.LoadUnsafe(ref left, (nuint)at) ^ Vector256.LoadUnsafe(ref right, (nuint)at);
            }

            return difference != Vector256<byte>.Zero;
        }

        uint different = Different(ref Unsafe.Add(ref left, last), ref Unsafe.Add(ref right, last));
        for (int at = 0; at < last; at += Length)
        {
            different |= Different(ref Unsafe.Add(ref left, at), ref Unsafe.Add(ref right, at));
        }

        return different != 0;
    }

    /// <summary>Which bytes cannot stand in a JSON string as they are: quotation marks, backslashes and control characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Special(ref byte text)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref text);
            return (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(bytes, Vector256.Create(LastControl)), bytes)).ExtractMostSignificantBits();
        }

        if (Vector128.IsHardwareAccelerated)
        {
            return Special(Vector128.LoadUnsafe(ref text)) | (Special(Vector128.LoadUnsafe(ref text, 16)) << 16);
        }

        uint special = 0;
        for (int index = 0; index < Length; index++)
        {
            byte value = Unsafe.Add(ref text, index);
            special |= (value is (byte)'"' or (byte)'\\' or <= LastControl ? 1u : 0u) << index;
        }

        return special;
    }

    /// <summary>Which bytes may separate values of a line: control characters, blanks, quotes, and one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Separators(ref byte text, byte delimiter)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref text);
            return (Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)' ')), bytes)
                | Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\''))
                | Vector256.Equals(bytes, Vector256.Create(delimiter))).ExtractMostSignificantBits();
        }

        if (Vector128.IsHardwareAccelerated)
        {
            return Separators(Vector128.LoadUnsafe(ref text), delimiter) | (Separators(Vector128.LoadUnsafe(ref text, 16), delimiter) << 16);
        }

        uint separators = 0;
        for (int index = 0; index < Length; index++)
        {
            byte value = Unsafe.Add(ref text, index);
            separators |= (IsSeparator(value, delimiter) ? 1u : 0u) << index;
        }

        return separators;
    }

    /// <summary>Whether a byte may separate values of a line.</summary>
    public static bool IsSeparator(byte value, byte delimiter) => value is <= (byte)' ' or (byte)'"' or (byte)'\'' || value == delimiter;

    /// <summary>Which bytes cannot stand in an address: all but hexadecimal digits, dots and colons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotInAddresses(ref byte text)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            // A difference that wraps around is large; the colon comes behind the nine.
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref text);
            Vector256<byte> digits = bytes - Vector256.Create((byte)'0');
            Vector256<byte> letters = (bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a');
            return ~(Vector256.Equals(Vector256.Min(digits, Vector256.Create((byte)10)), digits)
                | Vector256.Equals(Vector256.Min(letters, Vector256.Create((byte)5)), letters)
                | Vector256.Equals(bytes, Vector256.Create((byte)'.'))).ExtractMostSignificantBits();
        }

        uint others = 0;
        for (int index = 0; index < Length; index++)
        {
            byte value = Unsafe.Add(ref text, index);
            others |= (char.IsAsciiHexDigit((char)value) || value is (byte)'.' or (byte)':' ? 0u : 1u) << index;
        }

        return others;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Separators(Vector128<byte> bytes, byte delimiter) =>
        (Vector128.Equals(Vector128.Min(bytes, Vector128.Create((byte)' ')), bytes)
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\''))
            | Vector128.Equals(bytes, Vector128.Create(delimiter))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(Vector128.Min(bytes, Vector128.Create(LastControl)), bytes)).ExtractMostSignificantBits();
}
