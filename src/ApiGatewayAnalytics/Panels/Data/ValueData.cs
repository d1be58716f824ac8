using System.Diagnostics.CodeAnalysis;

namespace ApiGatewayAnalytics.Panels;

/// <summary>One number.</summary>
public sealed record ValueData : PanelData
{
    /// <summary>Creates one from all its members.</summary>
    public ValueData()
    {
    }

    [SetsRequiredMembers]
    internal ValueData(PanelDefinition panel, TimeRange range, double? value)
        : base(panel, range) => Value = value;

    /// <summary>The number; null where there is nothing to compute it from.</summary>
    public required double? Value { get; init; }

    /// <summary>The number for the range of equal length just before; null when not kept.</summary>
    public double? Previous { get; init; }
}
