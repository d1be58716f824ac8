using System.Diagnostics.CodeAnalysis;

namespace ApiGatewayAnalytics.Panels;

/// <summary>Numbers over time.</summary>
public sealed record SeriesData : PanelData
{
    /// <summary>Creates one from all its members.</summary>
    public SeriesData()
    {
    }

    [SetsRequiredMembers]
    internal SeriesData(PanelDefinition panel, TimeRange range, PanelSeriesSet series)
        : base(panel, range) => Series = series;

    /// <summary>The series.</summary>
    public required PanelSeriesSet Series { get; init; }
}
