namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What became of the attempt to read a record by the text of a template.</summary>
internal enum TemplateOutcome
{
    /// <summary>The record has another text, or a value that is not sound.</summary>
    Differs,

    /// <summary>The record was read.</summary>
    Read,

    /// <summary>The window ends within the record; what there is of it is as expected.</summary>
    Ended,

    /// <summary>The window ends too soon to read on in blocks.</summary>
    TooNear,
}
