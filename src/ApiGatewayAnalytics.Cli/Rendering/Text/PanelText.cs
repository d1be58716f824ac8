using System.Globalization;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Rendering.Text;

/// <summary>How keys, cells and numbers of panels are spelled in text, whatever the chart.</summary>
internal static class PanelText
{
    /// <summary>What stands for a missing value; a value spelled so does not exist.</summary>
    public const string Absent = "-";

    /// <summary>The unit of numbers that are moments.</summary>
    public const string SecondsSince1970 = "s since 1970";

    private const string JsonTime = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>A key of one or more parts.</summary>
    public static SafeText Key(IEnumerable<string?> parts) => string.Join(" / ", parts.Select(part => part ?? Absent));

    /// <summary>A measured number, with <c>~</c> where it may be too high.</summary>
    public static string Number(double? value, string unit, bool exact) =>
        value is { } number ? (exact ? "" : "~") + NumberText.Of(number, unit) : Absent;

    /// <summary>A moment that is measured in <see cref="SecondsSince1970"/>, which a record that was accepted has.</summary>
    public static string Moment(PanelValue value) =>
        value.Number is { } seconds ? NumberText.Minute(DateTimeOffset.FromUnixTimeSeconds((long)seconds)) : Absent;

    /// <summary>A cell of a table. Times lose what does not help to read them; coordinates keep their digits ungrouped.</summary>
    public static string Cell(string column, PanelValue value, bool exact)
    {
        if (value.Number is { } number)
        {
            return column is "latitude" or "longitude"
                ? number.ToString("0.####", CultureInfo.InvariantCulture)
                : Number(number, "count", exact || !IsCount(column));
        }

        if (value.Text is not { } text)
        {
            return Absent;
        }

        return column == "time"
            && DateTime.TryParseExact(text, JsonTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
                ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
                : text;
    }

    /// <summary>Whether a column of rows counts records, and so is what bounded keys make inexact.</summary>
    public static bool IsCount(string column) => column is "count" or "sum";
}
