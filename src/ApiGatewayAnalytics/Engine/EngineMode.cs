namespace ApiGatewayAnalytics;

/// <summary>What an engine is fed, which decides what it keeps.</summary>
public enum EngineMode
{
    /// <summary>Records as they happen: any range of the retention can be asked, filtered by identity, relative to the clock.</summary>
    Live,

    /// <summary>
    /// Files that are read once and looked at as a whole: the range is that of the records read, filters are applied while
    /// reading, and only the resolution that the panels need is kept. Takes far less memory.
    /// </summary>
    Files,
}
