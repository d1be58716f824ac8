namespace ApiGatewayAnalytics.Panels;

/// <summary>How a panel is meant to be drawn. JSON spells the charts in kebab-case.</summary>
public enum Chart
{
    /// <summary>One number.</summary>
    SingleValue,

    /// <summary>Lines over time.</summary>
    Line,

    /// <summary>Columns over time.</summary>
    Column,

    /// <summary>Horizontal bars, one per key.</summary>
    Bar,

    /// <summary>Shares of a whole.</summary>
    Pie,

    /// <summary>Rows and columns.</summary>
    Table,

    /// <summary>A cell per entity, coloured by its value.</summary>
    Honeycomb,

    /// <summary>Points on a map of the world.</summary>
    Map,
}
