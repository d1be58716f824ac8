namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// One request with the values that its access-log record shows, so that a test can compute what to expect. Names are the canonical
/// ones of AWS (<c>identity.sourceIp</c> is <see cref="IdentitySourceIp"/>); a value is null where the record shows <c>-</c>.
/// Instances do not change once they were produced and are safe to share between threads.
/// </summary>
public sealed class SyntheticRequest
{
    private readonly long _epochMs;

    internal SyntheticRequest(SyntheticApiKind kind, long epochMs)
    {
        Kind = kind;
        _epochMs = epochMs;
    }

    /// <summary>The kind of the API.</summary>
    public SyntheticApiKind Kind { get; }

    /// <summary>When the request arrived, to the millisecond, in UTC.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(_epochMs);

    /// <summary>When the request arrived, in the common log format: <c>dd/MMM/yyyy:HH:mm:ss +0000</c>.</summary>
    public string RequestTime => CommonLogTime.Format(_epochMs);

    /// <summary>When the request arrived since 1970: in seconds for HTTP APIs, else in milliseconds.</summary>
    public long RequestTimeEpoch => Kind == SyntheticApiKind.Http ? _epochMs / 1000 : _epochMs;

    /// <summary>The status of the response.</summary>
    public int Status { get; internal set; }

    /// <summary>The first label of <see cref="DomainName"/>.</summary>
    public string? DomainPrefix => DomainName?[..DomainName.IndexOf('.')];

    /// <summary>The account that owns the API.</summary>
    public string? AccountId { get; internal set; }

    /// <summary>The identifier of the API.</summary>
    public string? ApiId { get; internal set; }

    /// <summary>The stage.</summary>
    public string? Stage { get; internal set; }

    /// <summary>The request, unique: a UUID for REST, short and ending in <c>=</c> for HTTP and WebSocket APIs.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>API Gateway's own identifier of the request; for HTTP and WebSocket APIs the same as <see cref="RequestId"/>.</summary>
    public string? ExtendedRequestId { get; internal set; }

    /// <summary>The HTTP method; absent for WebSocket APIs.</summary>
    public string? HttpMethod { get; internal set; }

    /// <summary>The protocol; absent for WebSocket APIs.</summary>
    public string? Protocol { get; internal set; }

    /// <summary>The raw path, which starts with the stage on an execute-api domain; absent for WebSocket APIs.</summary>
    public string? Path { get; internal set; }

    /// <summary>The path of the resource with its parameters by name, for REST APIs.</summary>
    public string? ResourcePath { get; internal set; }

    /// <summary>The identifier of the resource, for REST APIs.</summary>
    public string? ResourceId { get; internal set; }

    /// <summary>The route, for HTTP and WebSocket APIs.</summary>
    public string? RouteKey { get; internal set; }

    /// <summary>The length of the response body in bytes.</summary>
    public long? ResponseLength { get; internal set; }

    /// <summary>Milliseconds from request to response; absent for WebSocket APIs.</summary>
    public long? ResponseLatency { get; internal set; }

    /// <summary>The bytes processed, for HTTP APIs.</summary>
    public long? DataProcessed { get; internal set; }

    /// <summary>The domain name that was called.</summary>
    public string? DomainName { get; internal set; }

    /// <summary>The base path of the API mapping, where a custom domain was called.</summary>
    public string? CustomDomainBasePathMatched { get; internal set; }

    /// <summary>The X-Ray trace, for REST APIs.</summary>
    public string? XrayTraceId { get; internal set; }

    /// <summary>The request identifier of the AWS service behind.</summary>
    public string? AwsEndpointRequestId { get; internal set; }

    /// <summary>When the connection was opened, in milliseconds since 1970, for WebSocket APIs.</summary>
    public long? ConnectedAt { get; internal set; }

    /// <summary>The connection, for WebSocket APIs.</summary>
    public string? ConnectionId { get; internal set; }

    /// <summary>The message, for messages of WebSocket APIs.</summary>
    public string? MessageId { get; internal set; }

    /// <summary><c>CONNECT</c>, <c>MESSAGE</c> or <c>DISCONNECT</c>, for WebSocket APIs.</summary>
    public string? EventType { get; internal set; }

    /// <summary>What API Gateway told the client, where it refused or failed itself.</summary>
    public string? ErrorMessage { get; internal set; }

    /// <summary>The type of the gateway response, where API Gateway refused or failed itself.</summary>
    public string? ErrorResponseType { get; internal set; }

    /// <summary>What request validation found.</summary>
    public string? ErrorValidationErrorString { get; internal set; }

    /// <summary>The status of the firewall phase.</summary>
    public long? WafStatus { get; internal set; }

    /// <summary>The milliseconds of the firewall phase.</summary>
    public long? WafLatency { get; internal set; }

    /// <summary><c>WAF_ALLOW</c> or <c>WAF_BLOCK</c>, for REST APIs behind a firewall.</summary>
    public string? WafResponseCode { get; internal set; }

    /// <summary>The access control list of the firewall, for REST APIs.</summary>
    public string? WebaclArn { get; internal set; }

    /// <summary>The status of the authentication phase.</summary>
    public long? AuthenticateStatus { get; internal set; }

    /// <summary>The milliseconds of the authentication phase.</summary>
    public long? AuthenticateLatency { get; internal set; }

    /// <summary>The error of the authentication phase.</summary>
    public string? AuthenticateError { get; internal set; }

    /// <summary>The status of the authorizer.</summary>
    public long? AuthorizerStatus { get; internal set; }

    /// <summary>The milliseconds of the authorizer; 0 where its answer was cached.</summary>
    public long? AuthorizerLatency { get; internal set; }

    /// <summary>The error of the authorizer.</summary>
    public string? AuthorizerError { get; internal set; }

    /// <summary>The status of the authorizer's function.</summary>
    public long? AuthorizerIntegrationStatus { get; internal set; }

    /// <summary>The milliseconds of the authorizer's function.</summary>
    public long? AuthorizerIntegrationLatency { get; internal set; }

    /// <summary>The request identifier of the authorizer's function.</summary>
    public string? AuthorizerRequestId { get; internal set; }

    /// <summary>The principal that the authorizer returned.</summary>
    public string? AuthorizerPrincipalId { get; internal set; }

    /// <summary>The status of the authorization phase.</summary>
    public long? AuthorizeStatus { get; internal set; }

    /// <summary>The milliseconds of the authorization phase.</summary>
    public long? AuthorizeLatency { get; internal set; }

    /// <summary>The error of the authorization phase.</summary>
    public string? AuthorizeError { get; internal set; }

    /// <summary>The status that the function or back end returned.</summary>
    public long? IntegrationStatus { get; internal set; }

    /// <summary>The status of the AWS service that was called.</summary>
    public long? IntegrationIntegrationStatus { get; internal set; }

    /// <summary>The milliseconds of the back end, always less than <see cref="ResponseLatency"/>.</summary>
    public long? IntegrationLatency { get; internal set; }

    /// <summary>The error of the integration.</summary>
    public string? IntegrationError { get; internal set; }

    /// <summary>The request identifier of the back end.</summary>
    public string? IntegrationRequestId { get; internal set; }

    /// <summary>The address of the client, IPv4 or IPv6.</summary>
    public string? IdentitySourceIp { get; internal set; }

    /// <summary>The user agent of the client.</summary>
    public string? IdentityUserAgent { get; internal set; }

    /// <summary>The account of the caller, where requests are signed.</summary>
    public string? IdentityAccountId { get; internal set; }

    /// <summary>The principal of the caller, where requests are signed.</summary>
    public string? IdentityCaller { get; internal set; }

    /// <summary>The principal of the user, where requests are signed.</summary>
    public string? IdentityUser { get; internal set; }

    /// <summary>The principal of the user as an ARN, where requests are signed.</summary>
    public string? IdentityUserArn { get; internal set; }

    /// <summary>The API key, where the API asks for one.</summary>
    public string? IdentityApiKey { get; internal set; }

    /// <summary>The identifier of the API key, where the API asks for one.</summary>
    public string? IdentityApiKeyId { get; internal set; }

    /// <summary>The organization of the caller, where requests are signed.</summary>
    public string? IdentityPrincipalOrgId { get; internal set; }

    /// <summary>The Cognito provider, where callers come from an identity pool; it holds a comma.</summary>
    public string? IdentityCognitoAuthenticationProvider { get; internal set; }

    /// <summary><c>authenticated</c>, where callers come from an identity pool.</summary>
    public string? IdentityCognitoAuthenticationType { get; internal set; }

    /// <summary>The Cognito identity, where callers come from an identity pool.</summary>
    public string? IdentityCognitoIdentityId { get; internal set; }

    /// <summary>The Cognito identity pool, where callers come from one.</summary>
    public string? IdentityCognitoIdentityPoolId { get; internal set; }

    /// <summary>
    /// The value as the record shows it, unescaped, by its canonical name in camel case (<c>identitySourceIp</c>) or its name in a
    /// template (<c>identity.sourceIp</c>); null where it is absent.
    /// </summary>
    /// <param name="field">One of <see cref="FieldNames"/>, or the name of a <c>$context</c> variable.</param>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public string? this[string field] =>
        RequestVariable.Find(field) is { } variable
            ? variable.Render(this)
            : throw new KeyNotFoundException($"A synthetic request has no field '{field}'.");

    /// <summary>The canonical names of all fields, in camel case.</summary>
    public static IReadOnlyList<string> FieldNames => RequestVariable.CanonicalNames;
}
