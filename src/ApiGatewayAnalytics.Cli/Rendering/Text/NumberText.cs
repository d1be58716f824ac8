using System.Globalization;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>Numbers as people read them: grouped digits, three significant ones in a fraction, bytes scaled by thousands.</summary>
internal static class NumberText
{
    private static readonly string[] s_byteUnits = ["bytes", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A number without a unit.</summary>
    public static string Of(double value)
    {
        double size = Math.Abs(value);
        string format = value == Math.Floor(value) || size >= 100 ? "N0" : size >= 10 ? "N1" : "N2";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A number with its unit; <c>count</c> goes without saying.</summary>
    public static string Of(double value, string unit) => unit switch
    {
        "count" => Of(value),
        "bytes" => Bytes(value),
        "percent" or "%" => Of(value) + " %",
        _ => Of(value) + " " + unit,
    };

    /// <summary>A number of bytes, one kilobyte being 1,000.</summary>
    public static string Bytes(double value)
    {
        int unit = 0;
        while (Math.Abs(value) >= 999.5 && unit < s_byteUnits.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        string number = unit == 0 ? Of(value) : value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.#", CultureInfo.InvariantCulture);
        return $"{number} {s_byteUnits[unit]}";
    }

    /// <summary>A share of a whole.</summary>
    public static string Share(double part, double whole) =>
        whole <= 0 ? "-" : (part / whole).ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>A length of time in its largest units: <c>1 d 6 h</c>, <c>24 h</c>, <c>15 min</c>, <c>0.4 s</c>.</summary>
    public static string Duration(TimeSpan value) => value switch
    {
        { TotalDays: >= 2 } => value.Hours == 0 ? $"{value.Days} d" : $"{value.Days} d {value.Hours} h",
        { TotalHours: >= 1 } => value.Minutes == 0 ? $"{(int)value.TotalHours} h" : $"{(int)value.TotalHours} h {value.Minutes} min",
        { TotalMinutes: >= 1 } => value.Seconds == 0 ? $"{(int)value.TotalMinutes} min" : $"{(int)value.TotalMinutes} min {value.Seconds} s",
        _ => value.TotalSeconds.ToString(value.TotalSeconds >= 10 ? "N0" : "0.0#", CultureInfo.InvariantCulture) + " s",
    };

    /// <summary>A moment to the minute, in UTC.</summary>
    public static string Minute(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A bucket's start; the date only where the range has more than one.</summary>
    public static string Bucket(DateTimeOffset time, TimeSpan interval, TimeSpan range) =>
        time.UtcDateTime.ToString(
            interval >= TimeSpan.FromDays(1) ? "yyyy-MM-dd" : range > TimeSpan.FromDays(1) ? "MM-dd HH:mm" : "HH:mm",
            CultureInfo.InvariantCulture);
}
