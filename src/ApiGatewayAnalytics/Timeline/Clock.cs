namespace ApiGatewayAnalytics.Timeline;

/// <summary>Conversions between times, milliseconds and minutes since 1970-01-01T00:00Z.</summary>
internal static class Clock
{
    public const int MinutesPerHour = 60;
    public const int MinutesPerDay = 24 * 60;

    /// <summary>A minute beyond that of any record, still within what a time can be.</summary>
    public const long MaxMinute = 8_000L * 365 * MinutesPerDay;

    private const long MillisecondsPerMinute = 60_000;

    /// <summary>The minute of a time that is not before 1970.</summary>
    public static long MinuteOf(long milliseconds) => milliseconds / MillisecondsPerMinute;

    public static long MillisecondsOf(long minute) => minute * MillisecondsPerMinute;

    public static long MinuteOf(DateTimeOffset time) => Floor(time.ToUnixTimeMilliseconds(), (int)MillisecondsPerMinute) / MillisecondsPerMinute;

    /// <summary>The first minute that does not start before a time.</summary>
    public static long MinuteFrom(DateTimeOffset time) => -Floor(-time.ToUnixTimeMilliseconds(), (int)MillisecondsPerMinute) / MillisecondsPerMinute;

    public static DateTimeOffset TimeOf(long minute) => DateTimeOffset.FromUnixTimeMilliseconds(minute * MillisecondsPerMinute);

    /// <summary>The largest multiple of <paramref name="width"/> up to <paramref name="value"/>.</summary>
    public static long Floor(long value, int width)
    {
        long rest = value % width;
        return value - (rest < 0 ? rest + width : rest);
    }

    /// <summary>The smallest multiple of <paramref name="width"/> from <paramref name="value"/> on.</summary>
    public static long Ceiling(long value, int width) => -Floor(-value, width);
}
