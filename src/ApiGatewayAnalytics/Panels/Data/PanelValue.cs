using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>One cell of a row: text, a number or null.</summary>
[JsonConverter(typeof(PanelValueConverter))]
public readonly record struct PanelValue
{
    private PanelValue(string? text, double? number) => (Text, Number) = (text, number);

    /// <summary>The text; null for a number and for null.</summary>
    public string? Text { get; }

    /// <summary>The number; null for a text and for null.</summary>
    public double? Number { get; }

    /// <summary>Whether there is neither.</summary>
    public bool IsNull => Text is null && Number is null;

    /// <summary>A cell with a text, or null.</summary>
    public static PanelValue Of(string? text) => new(text, null);

    /// <summary>A cell with a number, or null.</summary>
    public static PanelValue Of(double? number) => new(null, number);

    /// <inheritdoc/>
    public override string ToString() =>
        Text ?? Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
