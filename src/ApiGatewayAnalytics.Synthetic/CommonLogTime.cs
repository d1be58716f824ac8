namespace ApiGatewayAnalytics.Synthetic;

/// <summary>The time of the common log format, <c>dd/MMM/yyyy:HH:mm:ss +0000</c>, without the cost of a format string.</summary>
internal static class CommonLogTime
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    public static string Format(long epochMs) => string.Create(26, epochMs, static (text, ms) =>
    {
        var time = DateTime.UnixEpoch.AddMilliseconds(ms);
        var (year, month, day) = time;
        TwoDigits(text, day);
        text[2] = '/';
        Months.AsSpan((month - 1) * 3, 3).CopyTo(text[3..]);
        text[6] = '/';
        TwoDigits(text[7..], year / 100);
        TwoDigits(text[9..], year % 100);
        text[11] = ':';
        TwoDigits(text[12..], time.Hour);
        text[14] = ':';
        TwoDigits(text[15..], time.Minute);
        text[17] = ':';
        TwoDigits(text[18..], time.Second);
        " +0000".CopyTo(text[20..]);
    });

    private static void TwoDigits(Span<char> text, int value)
    {
        text[1] = (char)('0' + (value % 10));
        text[0] = (char)('0' + (value / 10));
    }
}
