using System.Diagnostics.CodeAnalysis;

namespace ApiGatewayAnalytics.Panels;

/// <summary>A table.</summary>
public sealed record RowsData : PanelData
{
    /// <summary>Creates one from all its members.</summary>
    public RowsData()
    {
    }

    [SetsRequiredMembers]
    internal RowsData(PanelDefinition panel, TimeRange range, PanelRows rows)
        : base(panel, range) => Rows = rows;

    /// <summary>The table.</summary>
    public required PanelRows Rows { get; init; }
}
