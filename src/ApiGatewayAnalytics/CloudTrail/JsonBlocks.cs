using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// Goes over objects and arrays that nobody asks for, 64 bytes at a time: which bytes are quotes, which stand inside a string, and
/// where brackets open and close outside of one. Brackets are counted, not matched by kind. Stateless.
/// </summary>
internal static class JsonBlocks
{
    private const int Length = 64;
    private const byte ToBrace = 0x20;

    /// <summary>Finds the end of the object or array whose bracket is at <paramref name="position"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the bracket is.</param>
    /// <param name="end">After the closing bracket; where the text is broken, where it breaks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static JsonStep Skip(ReadOnlySpan<byte> text, int position, out int end)
    {
        Span<byte> last = stackalloc byte[Length];
        int depth = 0;
        ulong inString = 0;
        ulong carry = 0;
        for (int at = position; at < text.Length; at += Length)
        {
            scoped ReadOnlySpan<byte> block = text[at..];
            if (block.Length < Length)
            {
                last.Fill((byte)' ');
                block.CopyTo(last);
                block = last;
            }

            Marks marks = Look(block);
            ulong quotes = marks.Quotes;
            if ((marks.Slashes | carry) != 0)
            {
                quotes &= ~Escaped(marks.Slashes, ref carry);
            }

            ulong inside = PrefixXor(quotes) ^ inString;
            inString = (ulong)((long)inside >> 63);
            ulong opening = marks.Opening & ~inside;
            ulong closing = marks.Closing & ~inside;
            ulong breaks = marks.Breaks & inside;
            int closed = BitOperations.PopCount(closing);
            if (closed < depth && breaks == 0)
            {
                depth += BitOperations.PopCount(opening) - closed;
                continue;
            }

            for (ulong rest = opening | closing | breaks; rest != 0; rest &= rest - 1)
            {
                int bit = BitOperations.TrailingZeroCount(rest);
                if ((breaks >> bit & 1) != 0)
                {
                    end = at + bit;
                    return JsonStep.Broken;
                }

                depth += (opening >> bit & 1) != 0 ? 1 : -1;
                if (depth == 0)
                {
                    end = at + bit + 1;
                    return JsonStep.Done;
                }
            }
        }

        end = text.Length;
        return JsonStep.Incomplete;
    }

    /// <summary>Whether a complete object has a member of its own that is called so.</summary>
    public static bool HasMember(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (json.IsEmpty || json[0] != '{')
        {
            return false;
        }

        var cursor = new JsonCursor(json, 1);
        while (cursor.NextName(out ReadOnlySpan<byte> found) == JsonStep.Done)
        {
            if (found.SequenceEqual(name))
            {
                return true;
            }

            if (cursor.SkipValue() != JsonStep.Done)
            {
                return false;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Marks Look(ReadOnlySpan<byte> block)
    {
        Vector256<byte> low = Vector256.Create(block[..Vector256<byte>.Count]);
        Vector256<byte> high = Vector256.Create(block[Vector256<byte>.Count..]);
        Vector256<byte> lowBraces = low | Vector256.Create(ToBrace);
        Vector256<byte> highBraces = high | Vector256.Create(ToBrace);
        return new Marks(
            Equal(low, high, (byte)'"'),
            Equal(low, high, (byte)'\\'),
            Equal(low, high, (byte)'\n'),
            Equal(lowBraces, highBraces, (byte)'{'),
            Equal(lowBraces, highBraces, (byte)'}'));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte value) =>
        Vector256.Equals(low, Vector256.Create(value)).ExtractMostSignificantBits()
        | ((ulong)Vector256.Equals(high, Vector256.Create(value)).ExtractMostSignificantBits() << Vector256<byte>.Count);

    /// <summary>The bytes behind a backslash that is not behind one itself.</summary>
    /// <param name="slashes">The backslashes of a block.</param>
    /// <param name="carry">1 where the first byte of a block is behind one.</param>
    private static ulong Escaped(ulong slashes, ref ulong carry)
    {
        ulong escaped = carry;
        ulong rest = slashes & ~carry;
        carry = 0;
        while (rest != 0)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            rest &= ~(3UL << bit);
            escaped |= 2UL << bit;
            carry |= bit == Length - 1 ? 1UL : 0;
        }

        return escaped;
    }

    /// <summary>Each bit becomes the parity of the bits up to it: a string from its opening quote to before its closing one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    private readonly record struct Marks(ulong Quotes, ulong Slashes, ulong Breaks, ulong Opening, ulong Closing);
}
