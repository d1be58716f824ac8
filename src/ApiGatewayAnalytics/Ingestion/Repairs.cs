namespace ApiGatewayAnalytics.Ingestion;

/// <summary>What had to be repaired before a record could be read. The JSON of an answer spells them in kebab-case.</summary>
[Flags]
public enum Repairs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A value without quotes that is neither a number nor a literal, mostly a bare <c>-</c>.</summary>
    BareValue = 1,

    /// <summary>A value in doubled quotes, as <c>"$context.error.messageString"</c> gives.</summary>
    DoubledQuotes = 2,

    /// <summary>A record in doubled braces.</summary>
    DoubledBraces = 4,

    /// <summary>Quotes inside a value that were not escaped.</summary>
    UnescapedQuotes = 8,

    /// <summary>Any other deviation, such as raw control characters, wrong escapes, single quotes or a trailing comma.</summary>
    Other = 16,
}
