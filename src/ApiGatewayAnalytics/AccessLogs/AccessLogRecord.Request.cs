namespace ApiGatewayAnalytics.AccessLogs;

/// <content>What was asked and answered, in UTF-8; empty where absent.</content>
public readonly ref partial struct AccessLogRecord
{
    /// <summary>The account that owns the API: <c>accountId</c>, else what the envelope or the host says.</summary>
    public ReadOnlySpan<byte> Account => Text(AccessLogColumns.Account);

    /// <summary>The AWS region: from an execute-api domain name, else what the envelope or the host says.</summary>
    public ReadOnlySpan<byte> Region => Text(AccessLogColumns.Region);

    /// <summary>The account that owns the API.</summary>
    public ReadOnlySpan<byte> AccountId => Text(AccessLogColumns.AccountId);

    /// <summary>The identifier of the API: the variable, else the first label of an execute-api domain name.</summary>
    public ReadOnlySpan<byte> ApiId => Text(AccessLogColumns.ApiId);

    /// <summary>The stage.</summary>
    public ReadOnlySpan<byte> Stage => Text(AccessLogColumns.Stage);

    /// <summary>The deployment.</summary>
    public ReadOnlySpan<byte> DeploymentId => Text(AccessLogColumns.DeploymentId);

    /// <summary>The request; a client can choose it, so it is not unique.</summary>
    public ReadOnlySpan<byte> RequestId => Text(AccessLogColumns.RequestId);

    /// <summary>The identifier that API Gateway itself gives a request.</summary>
    public ReadOnlySpan<byte> ExtendedRequestId => Text(AccessLogColumns.ExtendedRequestId);

    /// <summary>When the request arrived, in the common log format.</summary>
    public ReadOnlySpan<byte> RequestTime => Text(AccessLogColumns.RequestTime);

    /// <summary>The HTTP method.</summary>
    public ReadOnlySpan<byte> HttpMethod => Text(AccessLogColumns.HttpMethod);

    /// <summary>The protocol, for example <c>HTTP/1.1</c>.</summary>
    public ReadOnlySpan<byte> Protocol => Text(AccessLogColumns.Protocol);

    /// <summary>The path of the request; on an execute-api domain it starts with the stage.</summary>
    public ReadOnlySpan<byte> Path => Text(AccessLogColumns.Path);

    /// <summary>The path of the resource, with its parameters by name.</summary>
    public ReadOnlySpan<byte> ResourcePath => Text(AccessLogColumns.ResourcePath);

    /// <summary>The identifier of the resource.</summary>
    public ReadOnlySpan<byte> ResourceId => Text(AccessLogColumns.ResourceId);

    /// <summary>The route of an HTTP or WebSocket API.</summary>
    public ReadOnlySpan<byte> RouteKey => Text(AccessLogColumns.RouteKey);

    /// <summary>The domain name that was called.</summary>
    public ReadOnlySpan<byte> DomainName => Text(AccessLogColumns.DomainName);

    /// <summary>The first label of the domain name.</summary>
    public ReadOnlySpan<byte> DomainPrefix => Text(AccessLogColumns.DomainPrefix);

    /// <summary>The base path of the API mapping.</summary>
    public ReadOnlySpan<byte> CustomDomainBasePathMatched => Text(AccessLogColumns.CustomDomainBasePathMatched);

    /// <summary>The routing rule of the custom domain.</summary>
    public ReadOnlySpan<byte> CustomDomainRoutingRuleIdMatched => Text(AccessLogColumns.CustomDomainRoutingRuleIdMatched);

    /// <summary><c>true</c> where the canary answered.</summary>
    public ReadOnlySpan<byte> IsCanaryRequest => Text(AccessLogColumns.IsCanaryRequest);

    /// <summary>The TLS version.</summary>
    public ReadOnlySpan<byte> TlsVersion => Text(AccessLogColumns.TlsVersion);

    /// <summary>The TLS cipher suite.</summary>
    public ReadOnlySpan<byte> CipherSuite => Text(AccessLogColumns.CipherSuite);

    /// <summary>The X-Ray trace.</summary>
    public ReadOnlySpan<byte> XrayTraceId => Text(AccessLogColumns.XrayTraceId);

    /// <summary>The request identifier of the AWS service behind.</summary>
    public ReadOnlySpan<byte> AwsEndpointRequestId => Text(AccessLogColumns.AwsEndpointRequestId);

    /// <summary>The extended request identifier of the AWS service behind.</summary>
    public ReadOnlySpan<byte> AwsEndpointRequestId2 => Text(AccessLogColumns.AwsEndpointRequestId2);

    /// <summary>The connection.</summary>
    public ReadOnlySpan<byte> ConnectionId => Text(AccessLogColumns.ConnectionId);

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> MessageId => Text(AccessLogColumns.MessageId);

    /// <summary>The direction of the message.</summary>
    public ReadOnlySpan<byte> MessageDirection => Text(AccessLogColumns.MessageDirection);

    /// <summary>CONNECT, MESSAGE or DISCONNECT.</summary>
    public ReadOnlySpan<byte> EventType => Text(AccessLogColumns.EventType);

    /// <summary>The error message; <c>error.messageString</c> without its quotes where that alone is logged.</summary>
    public ReadOnlySpan<byte> ErrorMessage => Text(AccessLogColumns.ErrorMessage);

    /// <summary>The error message in quotes.</summary>
    public ReadOnlySpan<byte> ErrorMessageString => Text(AccessLogColumns.ErrorMessageString);

    /// <summary>The type of the gateway response.</summary>
    public ReadOnlySpan<byte> ErrorResponseType => Text(AccessLogColumns.ErrorResponseType);

    /// <summary>What validation found.</summary>
    public ReadOnlySpan<byte> ErrorValidationErrorString => Text(AccessLogColumns.ErrorValidationErrorString);

    /// <summary>The error of AWS WAF.</summary>
    public ReadOnlySpan<byte> WafError => Text(AccessLogColumns.WafError);

    /// <summary>WAF_ALLOW or WAF_BLOCK.</summary>
    public ReadOnlySpan<byte> WafResponseCode => Text(AccessLogColumns.WafResponseCode);

    /// <summary>The web ACL that decided.</summary>
    public ReadOnlySpan<byte> WebaclArn => Text(AccessLogColumns.WebaclArn);

    /// <summary>The error of authentication.</summary>
    public ReadOnlySpan<byte> AuthenticateError => Text(AccessLogColumns.AuthenticateError);

    /// <summary>The error of the authorizer.</summary>
    public ReadOnlySpan<byte> AuthorizerError => Text(AccessLogColumns.AuthorizerError);

    /// <summary>The request identifier of the authorizer's function.</summary>
    public ReadOnlySpan<byte> AuthorizerRequestId => Text(AccessLogColumns.AuthorizerRequestId);

    /// <summary>The principal that the authorizer returned.</summary>
    public ReadOnlySpan<byte> AuthorizerPrincipalId => Text(AccessLogColumns.AuthorizerPrincipalId);

    /// <summary>The subject of the token.</summary>
    public ReadOnlySpan<byte> AuthorizerClaimsSub => Text(AccessLogColumns.AuthorizerClaimsSub);

    /// <summary>The error of authorization.</summary>
    public ReadOnlySpan<byte> AuthorizeError => Text(AccessLogColumns.AuthorizeError);

    /// <summary>The error of the integration.</summary>
    public ReadOnlySpan<byte> IntegrationError => Text(AccessLogColumns.IntegrationError);

    /// <summary>The request identifier of the back end.</summary>
    public ReadOnlySpan<byte> IntegrationRequestId => Text(AccessLogColumns.IntegrationRequestId);

    /// <summary>BUFFERED or STREAMED.</summary>
    public ReadOnlySpan<byte> IntegrationResponseTransferMode => Text(AccessLogColumns.IntegrationResponseTransferMode);
}
