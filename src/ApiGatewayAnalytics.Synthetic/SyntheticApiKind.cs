namespace ApiGatewayAnalytics.Synthetic;

/// <summary>The kind of an API, which decides the variables that a request has.</summary>
public enum SyntheticApiKind
{
    /// <summary>A REST API.</summary>
    Rest,

    /// <summary>An HTTP API.</summary>
    Http,

    /// <summary>A WebSocket API.</summary>
    WebSocket,
}
