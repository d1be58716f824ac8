namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>One step of a <see cref="TemplateProgram"/>: text that is compared, constant values in it, and the value behind it.</summary>
internal struct TemplateOperation
{
    /// <summary>Where the value is noted: at the row or, with a mask of 0, at the start.</summary>
    public long[] Cells;
    public int IndexMask;

    /// <summary>Where the text starts among the program's.</summary>
    public int Text;

    public int TextLength;

    /// <summary>Which of the first two blocks' bytes belong to the text.</summary>
    public ulong TextMask;

    /// <summary>The length that nearly all values have, where in two blocks such a value ends, and the bytes up to there.</summary>
    public int UsualLength;
    public ulong UsualEnd;
    public ulong UsualMask;

    /// <summary>The values within the text that are noted, too.</summary>
    public int FirstConstant;
    public int Constants;

    /// <summary>Whether a string follows; otherwise a number or boolean, or the end of the record.</summary>
    public bool IsQuoted;
    public bool IsEnd;

    /// <summary>Whether the note is the cell of a text field.</summary>
    public bool IsText;

    public int Field;

    /// <summary>The first member whose name stands in the text.</summary>
    public int FirstMember;

    /// <summary>The member whose value comes behind the text; one past the last member at the end of the record.</summary>
    public int Member;

    /// <summary>Whether the text holds values that other records may have otherwise.</summary>
    public readonly bool IsRun => FirstMember < Member;
}
