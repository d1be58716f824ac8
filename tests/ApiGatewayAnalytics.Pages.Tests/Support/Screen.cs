using System.Globalization;
using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Reads what the pages show.</summary>
internal static partial class Screen
{
    /// <summary>The number that a text begins with, whatever its unit.</summary>
    public static double Number(string text) =>
        double.Parse(LeadingNumber().Match(text.Replace(",", "", StringComparison.Ordinal)).Value, CultureInfo.InvariantCulture);

    /// <summary>How a text of a log is shown: what would change its surroundings is spelt out.</summary>
    public static string Text(string text) => Unsafe().Replace(text, mark => $"\\u{(int)mark.Value[0]:x4}");

    [GeneratedRegex(@"[\u0000-\u001f\u007f-\u009f\u202a-\u202e]")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"^-?\d+(\.\d+)?")]
    private static partial Regex LeadingNumber();
}
