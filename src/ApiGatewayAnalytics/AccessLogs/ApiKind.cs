namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The kinds of APIs that API Gateway runs.</summary>
public enum ApiKind
{
    /// <summary>A REST API.</summary>
    Rest,

    /// <summary>An HTTP API.</summary>
    Http,

    /// <summary>A WebSocket API.</summary>
    WebSocket,
}
