namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>A captured value that stands within the text of a <see cref="TemplateOperation"/>.</summary>
internal struct TemplateConstant
{
    /// <summary>Where it stands, counted from the start of the text.</summary>
    public int Offset;

    public int Length;

    public int Field;

    /// <summary>Where it goes; null where the row has to look at it.</summary>
    public long[]? Cells;

    /// <summary>What goes there: a number, or a text that stands at the start of the buffer plus <see cref="Shift"/>.</summary>
    public long Cell;

    /// <summary>All ones where the place of the record is to be added to the cell.</summary>
    public int Shift;
}
