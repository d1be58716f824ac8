using System.Globalization;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>Moments in ISO 8601; without a zone they are UTC, and a date alone is its midnight.</summary>
internal static class Moments
{
    public const string Hint = "write it in ISO 8601, for example 2026-01-15 or 2026-01-15T06:00Z";

    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyyMMddTHHmmssK",
    ];

    public static bool TryParse(string text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text.Trim(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
