namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>One step of a <see cref="TemplateProgram"/>: text that is compared, constant values in it, and the value behind it.</summary>
internal struct TemplateOperation
{
    /// <summary>Where the text starts among the program's.</summary>
    public int Text;

    public int TextLength;

    /// <summary>Which bytes of a block belong to a text that is shorter than one.</summary>
    public uint ShortMask;

    /// <summary>The length that nearly all values have, or -1: whole blocks, and where in the next one the value ends.</summary>
    public int UsualLength;
    public int UsualBlocks;
    public uint UsualMask;
    public uint UsualEnd;

    /// <summary>The first member whose name stands in the text.</summary>
    public int FirstMember;

    /// <summary>The member whose value comes behind the text; one past the last member at the end of the record.</summary>
    public int Member;

    /// <summary>The captured values within the text.</summary>
    public int FirstConstant;
    public int Constants;

    public bool IsEnd;
    public bool IsQuoted;

    /// <summary>How the value is stored.</summary>
    public ValueRole Role;

    /// <summary>The field that the value feeds, and its cells where it is stored directly.</summary>
    public int Field;
    public long[]? Cells;

    /// <summary>Whether the text holds values that other records may have otherwise.</summary>
    public readonly bool IsRun => FirstMember < Member;
}
