namespace ApiGatewayAnalytics.Panels;

/// <summary>A table.</summary>
public sealed record RowsData : PanelData
{
    /// <summary>The table.</summary>
    public required PanelRows Rows { get; init; }
}
