namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>The ways in which requests fail, by kind of API and class of status, with their weights.</summary>
internal sealed class FailureCatalog
{
    private static readonly Failure[] s_restClient =
    [
        new(30, 404, FailurePhase.Backend),
        new(18, 400, FailurePhase.Backend),
        new(6, 409, FailurePhase.Backend),
        new(5, 422, FailurePhase.Backend),
        new(4, 401, FailurePhase.Backend),
        new(14, 401, FailurePhase.Authorizer, "UNAUTHORIZED", "Unauthorized", "Unauthorized"),
        new(8, 403, FailurePhase.Authorizer, "ACCESS_DENIED", "User is not authorized to access this resource",
            "The authorizer's policy doesn't allow execute-api:Invoke, access denied"),
        new(7, 403, FailurePhase.Authorize, "ACCESS_DENIED", "User is not authorized to access this resource with an explicit deny",
            "The resource policy denies the caller explicitly"),
        new(9, 403, FailurePhase.Routing, "MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token"),
        new(8, 403, FailurePhase.Gateway, "INVALID_API_KEY", "Forbidden"),
        new(5, 429, FailurePhase.Gateway, "THROTTLED", "Too Many Requests"),
        new(4, 429, FailurePhase.Gateway, "QUOTA_EXCEEDED", "Limit Exceeded"),
        new(14, 403, FailurePhase.Waf, "WAF_FILTERED", "Forbidden"),
        new(4, 400, FailurePhase.Gateway, "BAD_REQUEST_BODY", "Invalid request body",
            "[instance type (string) does not match any allowed primitive type (allowed: [\"integer\",\"number\"])]"),
        new(2, 400, FailurePhase.Gateway, "BAD_REQUEST_PARAMETERS", "Missing required request parameters: [limit, offset]"),
        new(4, 403, FailurePhase.Authenticate, "EXPIRED_TOKEN", "The security token included in the request is expired",
            "The security token included in the request is expired"),
        new(2, 403, FailurePhase.Authenticate, "INVALID_SIGNATURE",
            "The request signature we calculated does not match the signature you provided.", "Signature doesn't match"),
        new(1, 415, FailurePhase.Gateway, "UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type"),
    ];

    private static readonly Failure[] s_restServer =
    [
        new(22, 500, FailurePhase.Backend, FunctionStatus: 500),
        new(16, 503, FailurePhase.Backend, FunctionStatus: 503),
        new(16, 502, FailurePhase.Integration, "DEFAULT_5XX", "Internal server error",
            "Execution failed due to configuration error: Malformed Lambda proxy response, 'statusCode' is missing", 200),
        new(14, 504, FailurePhase.Integration, "INTEGRATION_TIMEOUT", "Endpoint request timed out",
            "Execution failed due to a timeout error"),
        new(8, 504, FailurePhase.Integration, "INTEGRATION_FAILURE", "Network error communicating with endpoint",
            "Execution failed due to a network error communicating with endpoint: connection reset, attempt 2 of 2"),
        new(10, 500, FailurePhase.Integration, "DEFAULT_5XX", "Internal server error",
            "Execution failed due to configuration error: PKIX path building failed: unable to find a valid certification path"),
        new(6, 500, FailurePhase.Integration, "API_CONFIGURATION_ERROR", "Internal server error",
            "Execution failed due to configuration error: the host header doesn't match the format, expected 'name:port'"),
        new(5, 500, FailurePhase.Authorizer, "AUTHORIZER_FAILURE", "Internal server error",
            "The authorizer's function timed out after 10.00 seconds"),
        new(3, 500, FailurePhase.Authorizer, "AUTHORIZER_CONFIGURATION_ERROR", "Internal server error",
            "Execution failed due to configuration error: Invalid permissions on Lambda function"),
    ];

    private static readonly Failure[] s_httpClient =
    [
        new(30, 404, FailurePhase.Backend),
        new(20, 400, FailurePhase.Backend),
        new(6, 409, FailurePhase.Backend),
        new(9, 404, FailurePhase.Routing, null, "Not Found"),
        new(16, 401, FailurePhase.Authorizer, null, "Unauthorized", "The identity source didn't hold a token: \"Authorization\""),
        new(8, 403, FailurePhase.Authorizer, null, "Forbidden", "The authorizer returned isAuthorized: false"),
        new(6, 429, FailurePhase.Gateway, null, "Too Many Requests"),
    ];

    private static readonly Failure[] s_httpServer =
    [
        new(30, 500, FailurePhase.Backend, FunctionStatus: 500),
        new(18, 503, FailurePhase.Integration, null, "Service Unavailable",
            "The request failed: connection refused, the target didn't answer"),
        new(14, 504, FailurePhase.Integration, null, "Endpoint request timed out", "The request timed out after 29000 ms"),
        new(20, 500, FailurePhase.Integration, null, "Internal Server Error",
            "The response from the Lambda function doesn't match the format that API Gateway expects: \"statusCode\" isn't a number", 200),
        new(6, 500, FailurePhase.Authorizer, null, "Internal Server Error", "The authorizer's response isn't valid: no \"isAuthorized\""),
    ];

    private static readonly Failure[] s_webSocketClient =
    [
        new(20, 403, FailurePhase.Authorizer, "ACCESS_DENIED", "Forbidden", "The authorizer's policy doesn't allow execute-api:Invoke"),
        new(20, 401, FailurePhase.Authorizer, "UNAUTHORIZED", "Unauthorized", "Unauthorized"),
        new(20, 403, FailurePhase.Waf, "WAF_FILTERED", "Forbidden"),
        new(25, 400, FailurePhase.Backend),
        new(15, 400, FailurePhase.Gateway, "BAD_REQUEST_BODY", "Bad request body",
            "[object has missing required properties ([\"action\"])]"),
        new(10, 429, FailurePhase.Gateway, "THROTTLED", "Too Many Requests"),
    ];

    private static readonly Failure[] s_webSocketServer =
    [
        new(40, 500, FailurePhase.Backend, FunctionStatus: 500),
        new(25, 502, FailurePhase.Integration, "DEFAULT_5XX", "Internal server error",
            "The response of the function isn't valid: 'body' is no text", 200),
        new(20, 504, FailurePhase.Integration, "INTEGRATION_TIMEOUT", "Endpoint request timed out",
            "Execution failed due to a timeout error"),
        new(5, 500, FailurePhase.Authorizer, "AUTHORIZER_FAILURE", "Internal server error", "The authorizer's function failed"),
    ];

    private readonly (Failure[] Failures, WeightedChoice Choice) _client;
    private readonly (Failure[] Failures, WeightedChoice Choice) _server;

    public FailureCatalog(SyntheticApiKind kind)
    {
        var (client, server) = kind switch
        {
            SyntheticApiKind.Rest => (s_restClient, s_restServer),
            SyntheticApiKind.Http => (s_httpClient, s_httpServer),
            _ => (s_webSocketClient, s_webSocketServer),
        };
        _client = (client, new WeightedChoice(Array.ConvertAll(client, f => (double)f.Weight)));
        _server = (server, new WeightedChoice(Array.ConvertAll(server, f => (double)f.Weight)));
    }

    public Failure DrawClientError(Xoshiro256 random, ApiProfile api) => Draw(random, api, _client);

    public Failure DrawServerError(Xoshiro256 random, ApiProfile api) => Draw(random, api, _server);

    // Every catalog holds failures of the back end, which fit any API, so this ends.
    private static Failure Draw(Xoshiro256 random, ApiProfile api, (Failure[] Failures, WeightedChoice Choice) catalog)
    {
        while (true)
        {
            var failure = catalog.Failures[catalog.Choice.Draw(random)];
            if (failure.Fits(api))
                return failure;
        }
    }
}
