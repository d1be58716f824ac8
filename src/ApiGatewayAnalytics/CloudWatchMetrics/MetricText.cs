using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>Steps through the JSON that metric streams write: no white space, no escapes, plain decimal numbers. Stateless.</summary>
internal static class MetricText
{
    private const int MostDigits = 15;

    private static readonly double[] s_powersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];

    /// <summary>A comma, or the closing brace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNext(ReadOnlySpan<byte> text, ref int at, out bool isEnd)
    {
        byte next = at < text.Length ? text[at] : (byte)0;
        at++;
        isEnd = next == '}';
        return isEnd || next == ',';
    }

    /// <summary>A string; <paramref name="at"/> moves behind its closing quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryString(ReadOnlySpan<byte> text, ref int at, out int start)
    {
        start = at + 1;
        if (at >= text.Length || text[at] != '"')
        {
            return false;
        }

        // What is not printable ASCII is for the other reader.
        int i = start;
        while (text.Length - i >= Vector256<byte>.Count)
        {
            Vector256<byte> next = Vector256.Create(text.Slice(i, Vector256<byte>.Count));
            uint stops = (Vector256.Equals(next, Vector256.Create((byte)'"'))
                | Vector256.Equals(next, Vector256.Create((byte)'\\'))
                | Vector256.Equals(next, Vector256.Create((byte)0x7F))
                | Vector256.LessThan(next.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()).ExtractMostSignificantBits();
            if (stops != 0)
            {
                i += BitOperations.TrailingZeroCount(stops);
                at = i + 1;
                return text[i] == '"';
            }

            i += Vector256<byte>.Count;
        }

        while (i < text.Length && text[i] is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\')
        {
            i++;
        }

        at = i + 1;
        return i < text.Length && text[i] == '"';
    }

    /// <summary>
    /// A number of at most 15 digits without exponent: its digits are an exact integer and the power of ten is exact, so one
    /// division rounds correctly.
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out double number)
    {
        long digits = 0;
        int start = at;
        int fraction = 0;
        int i = at;
        while (i < text.Length && (uint)(text[i] - '0') <= 9)
        {
            digits = (digits * 10) + (text[i] - '0');
            i++;
            if (i - start > MostDigits)
            {
                break;
            }
        }

        int whole = i - start;
        bool isPlain = whole > 0 && (whole == 1 || text[start] != '0');
        if (i < text.Length && text[i] == '.')
        {
            int from = ++i;
            while (i < text.Length && (uint)(text[i] - '0') <= 9 && i - from <= MostDigits)
            {
                digits = (digits * 10) + (text[i] - '0');
                i++;
            }

            fraction = i - from;
            isPlain &= fraction > 0;
        }

        number = 0;
        if (!isPlain || whole + fraction > MostDigits || i >= text.Length || text[i] is not ((byte)',' or (byte)'}'))
        {
            return false;
        }

        // Whole numbers mostly end with a zero behind the point.
        at = i;
        if (fraction == 1 && text[i - 1] == '0')
        {
            number = digits / 10;
            return true;
        }

        number = fraction == 0 ? digits : digits / s_powersOfTen[fraction];
        return true;
    }
}
