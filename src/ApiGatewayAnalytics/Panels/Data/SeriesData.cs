namespace ApiGatewayAnalytics.Panels;

/// <summary>Numbers over time.</summary>
public sealed record SeriesData : PanelData
{
    /// <summary>The series.</summary>
    public required PanelSeriesSet Series { get; init; }
}
