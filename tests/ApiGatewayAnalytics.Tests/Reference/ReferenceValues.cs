using System.Globalization;
using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The values of a record: what is absent, what is a number, a status, a time.</summary>
internal static partial class ReferenceValues
{
    /// <summary>From here an epoch is in milliseconds.</summary>
    private const long FirstMillisecondEpoch = 100_000_000_000;

    private static readonly string[] s_months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static HashSet<string> NumberFields { get; } =
    [
        "responseLength", "responseLatency", "integrationLatency", "wafLatency", "authenticateLatency", "authorizerLatency",
        "authorizerIntegrationLatency", "authorizeLatency", "dataProcessed", "requestTimeEpoch", "connectedAt",
        "integrationTimeToAllHeaders", "integrationTimeToFirstContent",
    ];

    public static HashSet<string> StatusFields { get; } =
    [
        "status", "integrationStatus", "integrationIntegrationStatus", "wafStatus", "authenticateStatus", "authorizerStatus",
        "authorizerIntegrationStatus", "authorizeStatus", "responseOverrideStatus",
    ];

    public static bool IsAbsent(string? value) => value is null or "" or "-";

    /// <summary>A non-negative integer in decimal digits, else null.</summary>
    public static long? Number(string value) =>
        value.All(char.IsAsciiDigit) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Milliseconds since 1970 of an epoch, a CLF time with offset or an ISO 8601 time (UTC where it names no offset), else null.</summary>
    public static long? Time(string value)
    {
        if (Number(value) is { } epoch)
            return epoch < FirstMillisecondEpoch ? epoch * 1000 : epoch;
        if (ClfTime().Match(value) is { Success: true } clf)
        {
            var month = Array.IndexOf(s_months, clf.Groups["month"].Value) + 1;
            return month == 0 ? null : Time(clf, month);
        }
        if (IsoTime().Match(value) is { Success: true } iso)
            return Time(iso, Part(iso, "month"));
        return null;
    }

    private static long? Time(Match match, int month)
    {
        try
        {
            var local = new DateTime(Part(match, "year"), month, Part(match, "day"), Part(match, "hour"), Part(match, "minute"), Part(match, "second"), DateTimeKind.Utc);
            var milliseconds = match.Groups["fraction"].Success ? int.Parse(match.Groups["fraction"].Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture) : 0;
            var (hours, minutes) = (Part(match, "offsetHours"), Part(match, "offsetMinutes"));
            if (hours > 23 || minutes > 59)
                return null;
            var offset = ((hours * 60) + minutes) * 60_000L * (match.Groups["sign"].Value == "-" ? -1 : 1);
            return ((DateTimeOffset)local).ToUnixTimeMilliseconds() + milliseconds - offset;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static int Part(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})/(?<month>[A-Z][a-z]{2})/(?<year>[0-9]{4}):(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) (?<sign>[+-])(?<offsetHours>[0-9]{2})(?<offsetMinutes>[0-9]{2})\z")]
    private static partial Regex ClfTime();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]+))?)?(?:Z|(?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2}))?\z")]
    private static partial Regex IsoTime();
}
