namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>How far a technique came with one record.</summary>
internal enum JsonReading
{
    /// <summary>The record was read to its end.</summary>
    Done,

    /// <summary>The record does not end within what was given.</summary>
    Incomplete,

    /// <summary>Not what this technique reads: malformed JSON.</summary>
    Broken,

    /// <summary>Well-formed, but of another layout than the one expected.</summary>
    OtherLayout,

    /// <summary>The record breaks off where the next one begins, or at the end of its line.</summary>
    CutOff,
}
