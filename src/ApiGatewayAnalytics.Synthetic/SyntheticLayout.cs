namespace ApiGatewayAnalytics.Synthetic;

/// <summary>How a request is written: the access-log template of the stage. Each layout belongs to one kind of API.</summary>
public enum SyntheticLayout
{
    /// <summary>JSON of a REST API with all documented variables, every value a string, about 1.8 KB a record.</summary>
    Rest,

    /// <summary>JSON of an HTTP API with all documented variables, every value a string; <c>requestTimeEpoch</c> is in seconds.</summary>
    Http,

    /// <summary>JSON of a WebSocket API with all documented variables, every value a string.</summary>
    WebSocket,

    /// <summary>The console's JSON of a REST API and <c>responseLatency</c>, about 340 bytes a record.</summary>
    Console,

    /// <summary>The console's common log format of a REST API.</summary>
    Clf,

    /// <summary>The console's CSV of a REST API, without quotes or header.</summary>
    Csv,

    /// <summary>The console's XML of a REST API, one element a line.</summary>
    Xml,

    /// <summary>JSON of a REST API with one object per phase; numbers that are always present are bare.</summary>
    Nested,

    /// <summary>The console's JSON of an HTTP API.</summary>
    HttpConsole,
}
