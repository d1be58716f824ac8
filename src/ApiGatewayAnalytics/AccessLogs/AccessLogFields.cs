using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The fields of an access-log record: every <c>$context</c> variable that AWS documents for REST, HTTP and WebSocket APIs, under
/// its canonical name. Variables with names of the customer's own (authorizer context, claims, overrides) are declared as custom
/// fields. See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html.
/// </summary>
public static class AccessLogFields
{
    /// <summary>The account that owns the API: <c>accountId</c>, else what the envelope or the host says.</summary>
    public static Field Account { get; } = new("account", FieldKind.Text);

    /// <summary>The AWS region: from an execute-api domain name, else what the envelope or the host says.</summary>
    public static Field Region { get; } = new("region", FieldKind.Text);

    /// <summary>The account that owns the API.</summary>
    public static Field AccountId { get; } = new("accountId", FieldKind.Text, "$context.accountId");

    /// <summary>The identifier of the API: the variable, else the first label of an execute-api domain name.</summary>
    public static Field ApiId { get; } = new("apiId", FieldKind.Text, "$context.apiId");

    /// <summary>The stage.</summary>
    public static Field Stage { get; } = new("stage", FieldKind.Text, "$context.stage");

    /// <summary>The deployment.</summary>
    public static Field DeploymentId { get; } = new("deploymentId", FieldKind.Text, "$context.deploymentId");

    /// <summary>The request; a client can choose it, so it is not unique.</summary>
    public static Field RequestId { get; } = new("requestId", FieldKind.Text, "$context.requestId");

    /// <summary>The identifier that API Gateway itself gives a request.</summary>
    public static Field ExtendedRequestId { get; } = new("extendedRequestId", FieldKind.Text, "$context.extendedRequestId");

    /// <summary>When the request arrived, in the common log format.</summary>
    public static Field RequestTime { get; } = new("requestTime", FieldKind.Text, "$context.requestTime");

    /// <summary>When the request arrived, in milliseconds (REST, WebSocket) or seconds (HTTP) since 1970.</summary>
    public static Field RequestTimeEpoch { get; } = new("requestTimeEpoch", FieldKind.Number, "$context.requestTimeEpoch");

    /// <summary>The HTTP method.</summary>
    public static Field HttpMethod { get; } = new("httpMethod", FieldKind.Text, "$context.httpMethod");

    /// <summary>The protocol, for example <c>HTTP/1.1</c>.</summary>
    public static Field Protocol { get; } = new("protocol", FieldKind.Text, "$context.protocol");

    /// <summary>The path of the request; on an execute-api domain it starts with the stage.</summary>
    public static Field Path { get; } = new("path", FieldKind.Text, "$context.path");

    /// <summary>The path of the resource, with its parameters by name.</summary>
    public static Field ResourcePath { get; } = new("resourcePath", FieldKind.Text, "$context.resourcePath");

    /// <summary>The identifier of the resource.</summary>
    public static Field ResourceId { get; } = new("resourceId", FieldKind.Text, "$context.resourceId");

    /// <summary>The route of an HTTP or WebSocket API.</summary>
    public static Field RouteKey { get; } = new("routeKey", FieldKind.Text, "$context.routeKey");

    /// <summary>The status of the response.</summary>
    public static Field Status { get; } = new("status", FieldKind.Status, "$context.status");

    /// <summary>The length of the response body in bytes.</summary>
    public static Field ResponseLength { get; } = new("responseLength", FieldKind.Number, "$context.responseLength");

    /// <summary>The time from request to response in milliseconds.</summary>
    public static Field ResponseLatency { get; } = new("responseLatency", FieldKind.Number, "$context.responseLatency");

    /// <summary>The data that was processed, in bytes.</summary>
    public static Field DataProcessed { get; } = new("dataProcessed", FieldKind.Number, "$context.dataProcessed");

    /// <summary>The domain name that was called.</summary>
    public static Field DomainName { get; } = new("domainName", FieldKind.Text, "$context.domainName");

    /// <summary>The first label of the domain name.</summary>
    public static Field DomainPrefix { get; } = new("domainPrefix", FieldKind.Text, "$context.domainPrefix");

    /// <summary>The base path of the API mapping.</summary>
    public static Field CustomDomainBasePathMatched { get; } = new("customDomainBasePathMatched", FieldKind.Text, "$context.customDomain.basePathMatched");

    /// <summary>The routing rule of the custom domain.</summary>
    public static Field CustomDomainRoutingRuleIdMatched { get; } = new("customDomainRoutingRuleIdMatched", FieldKind.Text, "$context.customDomain.routingRuleIdMatched");

    /// <summary><c>true</c> where the canary answered.</summary>
    public static Field IsCanaryRequest { get; } = new("isCanaryRequest", FieldKind.Text, "$context.isCanaryRequest");

    /// <summary>The TLS version.</summary>
    public static Field TlsVersion { get; } = new("tlsVersion", FieldKind.Text, "$context.tlsVersion");

    /// <summary>The TLS cipher suite.</summary>
    public static Field CipherSuite { get; } = new("cipherSuite", FieldKind.Text, "$context.cipherSuite");

    /// <summary>The status that a mapping template set.</summary>
    public static Field ResponseOverrideStatus { get; } = new("responseOverrideStatus", FieldKind.Status, "$context.responseOverride.status");

    /// <summary>The X-Ray trace.</summary>
    public static Field XrayTraceId { get; } = new("xrayTraceId", FieldKind.Text, "$context.xrayTraceId");

    /// <summary>The request identifier of the AWS service behind.</summary>
    public static Field AwsEndpointRequestId { get; } = new("awsEndpointRequestId", FieldKind.Text, "$context.awsEndpointRequestId");

    /// <summary>The extended request identifier of the AWS service behind.</summary>
    public static Field AwsEndpointRequestId2 { get; } = new("awsEndpointRequestId2", FieldKind.Text, "$context.awsEndpointRequestId2");

    /// <summary>When the connection was opened, since 1970.</summary>
    public static Field ConnectedAt { get; } = new("connectedAt", FieldKind.Number, "$context.connectedAt");

    /// <summary>The connection.</summary>
    public static Field ConnectionId { get; } = new("connectionId", FieldKind.Text, "$context.connectionId");

    /// <summary>The message.</summary>
    public static Field MessageId { get; } = new("messageId", FieldKind.Text, "$context.messageId");

    /// <summary>The direction of the message.</summary>
    public static Field MessageDirection { get; } = new("messageDirection", FieldKind.Text, "$context.messageDirection");

    /// <summary>CONNECT, MESSAGE or DISCONNECT.</summary>
    public static Field EventType { get; } = new("eventType", FieldKind.Text, "$context.eventType");

    /// <summary>The error message; <c>error.messageString</c> without its quotes where that alone is logged.</summary>
    public static Field ErrorMessage { get; } = new("errorMessage", FieldKind.Text, "$context.error.message");

    /// <summary>The error message in quotes.</summary>
    public static Field ErrorMessageString { get; } = new("errorMessageString", FieldKind.Text, "$context.error.messageString");

    /// <summary>The type of the gateway response.</summary>
    public static Field ErrorResponseType { get; } = new("errorResponseType", FieldKind.Text, "$context.error.responseType");

    /// <summary>What validation found.</summary>
    public static Field ErrorValidationErrorString { get; } = new("errorValidationErrorString", FieldKind.Text, "$context.error.validationErrorString");

    /// <summary>The status of AWS WAF.</summary>
    public static Field WafStatus { get; } = new("wafStatus", FieldKind.Status, "$context.waf.status");

    /// <summary>The time in AWS WAF in milliseconds.</summary>
    public static Field WafLatency { get; } = new("wafLatency", FieldKind.Number, "$context.waf.latency");

    /// <summary>The error of AWS WAF.</summary>
    public static Field WafError { get; } = new("wafError", FieldKind.Text, "$context.waf.error");

    /// <summary>WAF_ALLOW or WAF_BLOCK.</summary>
    public static Field WafResponseCode { get; } = new("wafResponseCode", FieldKind.Text, "$context.wafResponseCode");

    /// <summary>The web ACL that decided.</summary>
    public static Field WebaclArn { get; } = new("webaclArn", FieldKind.Text, "$context.webaclArn");

    /// <summary>The status of authentication.</summary>
    public static Field AuthenticateStatus { get; } = new("authenticateStatus", FieldKind.Status, "$context.authenticate.status");

    /// <summary>The time of authentication in milliseconds.</summary>
    public static Field AuthenticateLatency { get; } = new("authenticateLatency", FieldKind.Number, "$context.authenticate.latency");

    /// <summary>The error of authentication.</summary>
    public static Field AuthenticateError { get; } = new("authenticateError", FieldKind.Text, "$context.authenticate.error");

    /// <summary>The status of the authorizer.</summary>
    public static Field AuthorizerStatus { get; } = new("authorizerStatus", FieldKind.Status, "$context.authorizer.status");

    /// <summary>The time of the authorizer in milliseconds.</summary>
    public static Field AuthorizerLatency { get; } = new("authorizerLatency", FieldKind.Number, "$context.authorizer.latency");

    /// <summary>The error of the authorizer.</summary>
    public static Field AuthorizerError { get; } = new("authorizerError", FieldKind.Text, "$context.authorizer.error");

    /// <summary>The status of the authorizer's function.</summary>
    public static Field AuthorizerIntegrationStatus { get; } = new("authorizerIntegrationStatus", FieldKind.Status, "$context.authorizer.integrationStatus");

    /// <summary>The time of the authorizer's function in milliseconds.</summary>
    public static Field AuthorizerIntegrationLatency { get; } = new("authorizerIntegrationLatency", FieldKind.Number, "$context.authorizer.integrationLatency");

    /// <summary>The request identifier of the authorizer's function.</summary>
    public static Field AuthorizerRequestId { get; } = new("authorizerRequestId", FieldKind.Text, "$context.authorizer.requestId");

    /// <summary>The principal that the authorizer returned.</summary>
    public static Field AuthorizerPrincipalId { get; } = new("authorizerPrincipalId", FieldKind.Text, "$context.authorizer.principalId");

    /// <summary>The subject of the token.</summary>
    public static Field AuthorizerClaimsSub { get; } = new("authorizerClaimsSub", FieldKind.Text, "$context.authorizer.claims.sub");

    /// <summary>The status of authorization.</summary>
    public static Field AuthorizeStatus { get; } = new("authorizeStatus", FieldKind.Status, "$context.authorize.status");

    /// <summary>The time of authorization in milliseconds.</summary>
    public static Field AuthorizeLatency { get; } = new("authorizeLatency", FieldKind.Number, "$context.authorize.latency");

    /// <summary>The error of authorization.</summary>
    public static Field AuthorizeError { get; } = new("authorizeError", FieldKind.Text, "$context.authorize.error");

    /// <summary>The status that the back end returned.</summary>
    public static Field IntegrationStatus { get; } = new("integrationStatus", FieldKind.Status, "$context.integration.status");

    /// <summary>The status of the AWS service behind, for a Lambda proxy that of Lambda itself.</summary>
    public static Field IntegrationIntegrationStatus { get; } = new("integrationIntegrationStatus", FieldKind.Status, "$context.integration.integrationStatus");

    /// <summary>The time of the back end in milliseconds.</summary>
    public static Field IntegrationLatency { get; } = new("integrationLatency", FieldKind.Number, "$context.integration.latency");

    /// <summary>The error of the integration.</summary>
    public static Field IntegrationError { get; } = new("integrationError", FieldKind.Text, "$context.integration.error");

    /// <summary>The request identifier of the back end.</summary>
    public static Field IntegrationRequestId { get; } = new("integrationRequestId", FieldKind.Text, "$context.integration.requestId");

    /// <summary>BUFFERED or STREAMED.</summary>
    public static Field IntegrationResponseTransferMode { get; } = new("integrationResponseTransferMode", FieldKind.Text, "$context.integration.responseTransferMode");

    /// <summary>The time to the last header of a streamed response in milliseconds.</summary>
    public static Field IntegrationTimeToAllHeaders { get; } = new("integrationTimeToAllHeaders", FieldKind.Number, "$context.integration.timeToAllHeaders");

    /// <summary>The time to the first content of a streamed response in milliseconds.</summary>
    public static Field IntegrationTimeToFirstContent { get; } = new("integrationTimeToFirstContent", FieldKind.Number, "$context.integration.timeToFirstContent");

    /// <summary>The address of the caller, IPv4 or IPv6.</summary>
    public static Field IdentitySourceIp { get; } = new("identitySourceIp", FieldKind.Text, "$context.identity.sourceIp");

    /// <summary>The user agent.</summary>
    public static Field IdentityUserAgent { get; } = new("identityUserAgent", FieldKind.Text, "$context.identity.userAgent");

    /// <summary>The account of the caller; never that of the API.</summary>
    public static Field IdentityAccountId { get; } = new("identityAccountId", FieldKind.Text, "$context.identity.accountId");

    /// <summary>The principal of the caller.</summary>
    public static Field IdentityCaller { get; } = new("identityCaller", FieldKind.Text, "$context.identity.caller");

    /// <summary>The principal of the user.</summary>
    public static Field IdentityUser { get; } = new("identityUser", FieldKind.Text, "$context.identity.user");

    /// <summary>The ARN of the user.</summary>
    public static Field IdentityUserArn { get; } = new("identityUserArn", FieldKind.Text, "$context.identity.userArn");

    /// <summary>The API key, a secret: captured only on request, and masked.</summary>
    public static Field IdentityApiKey { get; } = new("identityApiKey", FieldKind.Text, "$context.identity.apiKey");

    /// <summary>The identifier of the API key.</summary>
    public static Field IdentityApiKeyId { get; } = new("identityApiKeyId", FieldKind.Text, "$context.identity.apiKeyId");

    /// <summary>The organization of the caller.</summary>
    public static Field IdentityPrincipalOrgId { get; } = new("identityPrincipalOrgId", FieldKind.Text, "$context.identity.principalOrgId");

    /// <summary>The Cognito providers.</summary>
    public static Field IdentityCognitoAuthenticationProvider { get; } = new("identityCognitoAuthenticationProvider", FieldKind.Text, "$context.identity.cognitoAuthenticationProvider");

    /// <summary>Authenticated or unauthenticated.</summary>
    public static Field IdentityCognitoAuthenticationType { get; } = new("identityCognitoAuthenticationType", FieldKind.Text, "$context.identity.cognitoAuthenticationType");

    /// <summary>The Cognito identity.</summary>
    public static Field IdentityCognitoIdentityId { get; } = new("identityCognitoIdentityId", FieldKind.Text, "$context.identity.cognitoIdentityId");

    /// <summary>The Cognito identity pool.</summary>
    public static Field IdentityCognitoIdentityPoolId { get; } = new("identityCognitoIdentityPoolId", FieldKind.Text, "$context.identity.cognitoIdentityPoolId");

    /// <summary>The client certificate.</summary>
    public static Field IdentityClientCertPem { get; } = new("identityClientCertPem", FieldKind.Text, "$context.identity.clientCert.clientCertPem");

    /// <summary>The subject of the client certificate.</summary>
    public static Field IdentityClientCertSubjectDN { get; } = new("identityClientCertSubjectDN", FieldKind.Text, "$context.identity.clientCert.subjectDN");

    /// <summary>The issuer of the client certificate.</summary>
    public static Field IdentityClientCertIssuerDN { get; } = new("identityClientCertIssuerDN", FieldKind.Text, "$context.identity.clientCert.issuerDN");

    /// <summary>The serial number of the client certificate.</summary>
    public static Field IdentityClientCertSerialNumber { get; } = new("identityClientCertSerialNumber", FieldKind.Text, "$context.identity.clientCert.serialNumber");

    /// <summary>When the client certificate starts to be valid.</summary>
    public static Field IdentityClientCertValidityNotBefore { get; } = new("identityClientCertValidityNotBefore", FieldKind.Text, "$context.identity.clientCert.validity.notBefore");

    /// <summary>When the client certificate ceases to be valid.</summary>
    public static Field IdentityClientCertValidityNotAfter { get; } = new("identityClientCertValidityNotAfter", FieldKind.Text, "$context.identity.clientCert.validity.notAfter");

    /// <summary>The VPC of the caller of a private API.</summary>
    public static Field IdentityVpcId { get; } = new("identityVpcId", FieldKind.Text, "$context.identity.vpcId");

    /// <summary>The VPC endpoint of the caller of a private API.</summary>
    public static Field IdentityVpceId { get; } = new("identityVpceId", FieldKind.Text, "$context.identity.vpceId");

    /// <summary>The kind of the API, one above <see cref="AccessLogs.ApiKind"/>; found by other fields, and only where something asks for it.</summary>
    internal static Field ApiKind { get; } = new("(apiKind)", FieldKind.Status);

    /// <summary>The first digit of a status that is an error: 4 or 5; found by the status, and only where something asks for it.</summary>
    internal static Field ErrorClass { get; } = new("(errorClass)", FieldKind.Status);

    /// <summary>All of them. The position of a field is its number in a batch.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        Account, Region, AccountId, ApiId, Stage, DeploymentId, RequestId, ExtendedRequestId, RequestTime, RequestTimeEpoch,
        HttpMethod, Protocol, Path, ResourcePath, ResourceId, RouteKey, Status, ResponseLength, ResponseLatency, DataProcessed,
        DomainName, DomainPrefix, CustomDomainBasePathMatched, CustomDomainRoutingRuleIdMatched, IsCanaryRequest, TlsVersion,
        CipherSuite, ResponseOverrideStatus, XrayTraceId, AwsEndpointRequestId, AwsEndpointRequestId2, ConnectedAt, ConnectionId,
        MessageId, MessageDirection, EventType, ErrorMessage, ErrorMessageString, ErrorResponseType, ErrorValidationErrorString,
        WafStatus, WafLatency, WafError, WafResponseCode, WebaclArn, AuthenticateStatus, AuthenticateLatency, AuthenticateError,
        AuthorizerStatus, AuthorizerLatency, AuthorizerError, AuthorizerIntegrationStatus, AuthorizerIntegrationLatency,
        AuthorizerRequestId, AuthorizerPrincipalId, AuthorizerClaimsSub, AuthorizeStatus, AuthorizeLatency, AuthorizeError,
        IntegrationStatus, IntegrationIntegrationStatus, IntegrationLatency, IntegrationError, IntegrationRequestId,
        IntegrationResponseTransferMode, IntegrationTimeToAllHeaders, IntegrationTimeToFirstContent, IdentitySourceIp,
        IdentityUserAgent, IdentityAccountId, IdentityCaller, IdentityUser, IdentityUserArn, IdentityApiKey, IdentityApiKeyId,
        IdentityPrincipalOrgId, IdentityCognitoAuthenticationProvider, IdentityCognitoAuthenticationType, IdentityCognitoIdentityId,
        IdentityCognitoIdentityPoolId, IdentityClientCertPem, IdentityClientCertSubjectDN, IdentityClientCertIssuerDN,
        IdentityClientCertSerialNumber, IdentityClientCertValidityNotBefore, IdentityClientCertValidityNotAfter, IdentityVpcId,
        IdentityVpceId,
    ];
}
