using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Reads non-negative integers: decimal digits only, at most 18, so that every one fits.</summary>
internal static class DecimalText
{
    private const int MostDigits = 18;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > MostDigits)
        {
            return false;
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
