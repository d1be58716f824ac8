namespace ApiGatewayAnalytics.Ingestion;

/// <summary>How far into an envelope with elements reading is.</summary>
internal enum EnvelopeStage
{
    /// <summary>No envelope is open.</summary>
    None,

    /// <summary>Among the members of the object.</summary>
    Members,

    /// <summary>Among the elements of its array.</summary>
    Elements,
}
