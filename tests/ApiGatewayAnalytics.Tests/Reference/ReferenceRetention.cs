namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>
/// Which resolution is kept of which moment, counted back from the newest record. Widths and ages in milliseconds. What is older
/// than the longest retention still counts as kept by day: the inputs of the reference are files.
/// </summary>
internal static class ReferenceRetention
{
    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    private static readonly (long Width, long Age)[] s_narrow = [(Minute, 26 * Hour), (15 * Minute, 9 * Day), (Hour, 35 * Day), (Day, long.MaxValue)];
    private static readonly (long Width, long Age)[] s_wide = [(Minute, 2 * Hour), (Hour, 26 * Hour), (Day, long.MaxValue)];

    private static readonly HashSet<string> s_wideFields =
    [
        "path", "resourcePath", "identitySourceIp", "identityUserAgent", "errorMessage", "errorMessageString", "errorValidationErrorString",
        "integrationError", "authorizerError", "authorizeError", "authenticateError", "wafError", "requestId", "extendedRequestId", "route", "consumer",
    ];

    public static bool IsWide(CatalogEntry entry) =>
        entry.Measures.Any(measure => measure.Kind == "rows") || entry.By.Concat(entry.Measures.SelectMany(m => m.Of)).Any(s_wideFields.Contains);

    /// <summary>The finest width that is kept of <paramref name="time"/>.</summary>
    public static long WidthAt(long time, long newest, bool wide) => (wide ? s_wide : s_narrow).First(level => newest - time <= level.Age).Width;

    /// <summary>The width of a trend's buckets: what the entry asks, or the next wider one that is kept since <paramref name="from"/>.</summary>
    public static long Interval(string asked, long from, long to, long oldestRead, long newest, bool wide)
    {
        var width = asked switch
        {
            "1m" => Minute,
            "5m" => 5 * Minute,
            "15m" => 15 * Minute,
            "1h" => Hour,
            "6h" => 6 * Hour,
            "1d" => Day,
            _ => new[] { Minute, 5 * Minute, 15 * Minute, Hour, 6 * Hour, Day }.FirstOrDefault(candidate => (to - from + candidate - 1) / candidate <= 120, Day),
        };
        return Math.Max(width, WidthAt(oldestRead, newest, wide));
    }

    public static string Duration(long width) => width switch
    {
        < Hour => $"PT{width / Minute}M",
        < Day => $"PT{width / Hour}H",
        _ => $"P{width / Day}D",
    };

    public static long Floor(long time, long width) => time - (((time % width) + width) % width);
}
