using System.Globalization;
using System.Text.RegularExpressions;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Reads what the pages show.</summary>
internal static partial class Screen
{
    /// <summary>The number that a text begins with, whatever its unit.</summary>
    public static double Number(string text) =>
        double.Parse(LeadingNumber().Match(text.Replace(",", "", StringComparison.Ordinal)).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^-?\d+(\.\d+)?")]
    private static partial Regex LeadingNumber();
}
