namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>One step of a <see cref="LineProgram"/>: a value, and the text behind it.</summary>
internal struct LineColumn
{
    /// <summary>Where the value is noted, if <see cref="Store"/> is a text or a number.</summary>
    public long[] Cells;

    public int Field;
    public ValueRole Store;
    public LineCheck Check;

    /// <summary>Which of the line's separators is the first one of the text, and how many bytes of the text come before it.</summary>
    public int Separator;
    public int Before;

    /// <summary>The text, lowest byte first, and which bits of a word it has.</summary>
    public ulong Text;
    public ulong TextMask;
    public int TextLength;

    public int Longest;
}
