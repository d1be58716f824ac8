using System.Globalization;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Support;

/// <summary>Times as all JSON of the library has them: UTC, to the millisecond.</summary>
internal static class Utc
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
