namespace ApiGatewayAnalytics.Ingestion;

/// <summary>What an object at a record's start is, going by its first members.</summary>
internal enum EnvelopeKind
{
    /// <summary>A record.</summary>
    None,

    /// <summary>The members that are there do not say yet.</summary>
    NeedsMore,

    /// <summary>An object that holds one payload.</summary>
    Single,

    /// <summary>An object with an array of elements that each hold a payload.</summary>
    Array,
}
