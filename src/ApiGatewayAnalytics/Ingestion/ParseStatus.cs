namespace ApiGatewayAnalytics.Ingestion;

/// <summary>What became of an attempt to read one record.</summary>
internal enum ParseStatus
{
    /// <summary>A row was committed to the batch.</summary>
    Accepted,

    /// <summary>The record does not end within what was given, and more may come.</summary>
    NeedsMore,

    /// <summary>The record cannot be used; reading resumes after it.</summary>
    Rejected,

    /// <summary>The record is known and not wanted; reading resumes after it.</summary>
    Skipped,

    /// <summary>The parser keeps what it read until the input ends; reading resumes after it.</summary>
    Held,

    /// <summary>The record was read before; reading resumes after it.</summary>
    Duplicate,
}
