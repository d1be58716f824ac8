using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Reads the times that access logs hold, in UTF-8, to milliseconds since 1970-01-01T00:00Z.</summary>
internal static class TimeText
{
    /// <summary>Common log format time: <c>01/Feb/2024:06:47:49 +0000</c>. The length of a record's time column.</summary>
    public const int ClfLength = 26;

    private const long EpochSecondsBelow = 100_000_000_000;
    private const long MillisecondsPerSecond = 1000;

    /// <summary>Days from the first of March of the year 0 to 1970.</summary>
    private const int DaysTo1970 = 719_468;

    /// <summary>An epoch to milliseconds: below 10^11 it counts seconds (HTTP APIs), else milliseconds (REST, WebSocket).</summary>
    public static long FromEpoch(long epoch) => epoch < EpochSecondsBelow ? epoch * MillisecondsPerSecond : epoch;

    /// <summary>Reads common log format or ISO 8601; without an offset the time is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        return text.Length >= 19 && (text[2] == '/' ? TryParseClf(text, out time) : TryParseIso(text, out time, out int used) && used == text.Length);
    }

    /// <summary>Reads an ISO 8601 time at the start of <paramref name="text"/>.</summary>
    public static bool TryParseIso(ReadOnlySpan<byte> text, out long time, out int used)
    {
        time = 0;
        used = 0;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ')
            || !TryDate(Year(text), TwoDigits(text[5..]), TwoDigits(text[8..]), out long day)
            || !TryClock(text[11..], out long clock))
        {
            return false;
        }

        used = 19;
        if (used < text.Length && text[used] is (byte)'.' or (byte)',')
        {
            long unit = 100;
            int digits = used + 1;
            for (; digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++)
            {
                clock += (text[digits] - '0') * unit;
                unit /= 10;
            }

            if (digits == used + 1)
            {
                return false;
            }

            used = digits;
        }

        long offset = 0;
        if (used < text.Length && text[used] is (byte)'Z' or (byte)'z')
        {
            used++;
        }
        else if (used < text.Length && text[used] is (byte)'+' or (byte)'-')
        {
            if (!TryOffset(text[used..], out offset, out int length))
            {
                return false;
            }

            used += length;
        }

        time = day + clock - offset;
        return true;
    }

    private static bool TryParseClf(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (text.Length < 20 || text[6] != '/' || text[11] != ':'
            || !TryDate(Year(text[7..]), Month(text[3..6]), TwoDigits(text), out long day)
            || !TryClock(text[12..], out long clock))
        {
            return false;
        }

        long offset = 0;
        if (text.Length != 20 && !text[20..].SequenceEqual(" +0000"u8) && (text.Length < ClfLength || text[20] != ' ' || !TryOffset(text[21..], out offset, out int used) || 21 + used != text.Length))
        {
            return false;
        }

        time = day + clock - offset;
        return true;
    }

    /// <summary>The month whose English abbreviation is given, or -1.</summary>
    private static int Month(ReadOnlySpan<byte> name) => ((name[0] | 0x20) << 16 | (name[1] | 0x20) << 8 | (name[2] | 0x20)) switch
    {
        'j' << 16 | 'a' << 8 | 'n' => 1,
        'f' << 16 | 'e' << 8 | 'b' => 2,
        'm' << 16 | 'a' << 8 | 'r' => 3,
        'a' << 16 | 'p' << 8 | 'r' => 4,
        'm' << 16 | 'a' << 8 | 'y' => 5,
        'j' << 16 | 'u' << 8 | 'n' => 6,
        'j' << 16 | 'u' << 8 | 'l' => 7,
        'a' << 16 | 'u' << 8 | 'g' => 8,
        's' << 16 | 'e' << 8 | 'p' => 9,
        'o' << 16 | 'c' << 8 | 't' => 10,
        'n' << 16 | 'o' << 8 | 'v' => 11,
        'd' << 16 | 'e' << 8 | 'c' => 12,
        _ => -1,
    };

    private static bool TryDate(int year, int month, int day, out long time)
    {
        time = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        // Years from March on, so that the leap day is the last one: 153 days are five months.
        int y = month > 2 ? year : year - 1;
        int dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        long days = (365L * y) + (y / 4) - (y / 100) + (y / 400) + dayOfYear - DaysTo1970;
        time = days * 24 * 60 * 60 * MillisecondsPerSecond;
        return true;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':')
        {
            return false;
        }

        int hour = TwoDigits(text);
        int minute = TwoDigits(text[3..]);
        int second = TwoDigits(text[6..]);
        milliseconds = ((((hour * 60L) + minute) * 60) + second) * MillisecondsPerSecond;
        return hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and <= 60;
    }

    /// <summary>Reads <c>+hhmm</c>, <c>+hh:mm</c> or <c>+hh</c>.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> text, out long offset, out int used)
    {
        offset = 0;
        used = 0;
        if (text.Length < 3 || text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        int hours = TwoDigits(text[1..]);
        int minutes = 0;
        used = 3;
        int at = text.Length > 3 && text[3] == ':' ? 4 : 3;
        if (text.Length >= at + 2 && char.IsAsciiDigit((char)text[at]))
        {
            minutes = TwoDigits(text[at..]);
            used = at + 2;
        }

        offset = ((hours * 60L) + minutes) * 60 * MillisecondsPerSecond;
        offset = text[0] == '-' ? -offset : offset;
        return hours is >= 0 and <= 18 && minutes is >= 0 and < 60;
    }

    private static int Year(ReadOnlySpan<byte> text)
    {
        int century = TwoDigits(text);
        int rest = TwoDigits(text[2..]);
        return (century | rest) < 0 ? -1 : (century * 100) + rest;
    }

    /// <summary>The value of two digits, negative where one of them is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TwoDigits(ReadOnlySpan<byte> text)
    {
        uint tens = (uint)(text[0] - '0');
        uint ones = (uint)(text[1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }
}
