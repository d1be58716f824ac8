using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>One number.</summary>
public sealed record ValueData : PanelData
{
    /// <summary>The number; null where there is nothing to compute it from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Value { get; init; }

    /// <summary>The number for the range of equal length just before; null when not kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Previous { get; init; }
}
