using System.Globalization;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>What a list says of a network. Immutable.</summary>
/// <param name="Type">The kind of threat as the list calls it, such as <c>botnet</c> or <c>anonymization</c>; null where it does not say.</param>
/// <param name="Actor">Who is behind it; null where the list does not say.</param>
/// <param name="Confidence">How sure the list is: a word such as <c>high</c>, or a number from 0 to 100; null where it does not say.</param>
public sealed record Threat(string? Type, string? Actor, string? Confidence)
{
    private const double High = 70;

    /// <summary>Whether the confidence is <c>high</c> or a number from 70.</summary>
    public bool IsHigh => Rank >= High;

    /// <summary>The confidence as a number; words as STIX 2.1 reads them; -1 where there is none.</summary>
    internal double Rank { get; } = RankOf(Confidence);

    private static double RankOf(string? confidence) =>
        double.TryParse(confidence, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number
        : confidence?.ToUpperInvariant() switch
        {
            "HIGH" => 85,
            "MEDIUM" or "MED" or "MODERATE" => 50,
            "LOW" => 15,
            "NONE" => 0,
            _ => -1,
        };
}
