using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// Which variables the access logs of which APIs have, as the tables of AWS say. A template of an HTTP API with any other is refused;
/// REST and WebSocket APIs log <c>-</c> for it. See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html,
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html and
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html.
/// </summary>
internal static class VariableKinds
{
    private static readonly HashSet<Field> s_notRest =
    [
        Log.RouteKey, Log.DataProcessed, Log.AwsEndpointRequestId2, Log.ConnectedAt, Log.ConnectionId, Log.MessageId, Log.MessageDirection,
        Log.EventType,
    ];

    // Whatever a Lambda authorizer returns can be logged by its name, principalId too.
    private static readonly HashSet<Field> s_http =
    [
        Log.AccountId, Log.ApiId, Log.Stage, Log.RequestId, Log.ExtendedRequestId, Log.RequestTime, Log.RequestTimeEpoch, Log.HttpMethod,
        Log.Protocol, Log.Path, Log.RouteKey, Log.Status, Log.ResponseLength, Log.ResponseLatency, Log.DataProcessed, Log.DomainName,
        Log.DomainPrefix, Log.CustomDomainBasePathMatched, Log.AwsEndpointRequestId, Log.AwsEndpointRequestId2, Log.ErrorMessage,
        Log.ErrorMessageString, Log.ErrorResponseType, Log.AuthorizerError, Log.AuthorizerPrincipalId, Log.AuthorizerClaimsSub,
        Log.IntegrationStatus, Log.IntegrationIntegrationStatus, Log.IntegrationLatency, Log.IntegrationError, Log.IntegrationRequestId,
        Log.IdentitySourceIp, Log.IdentityUserAgent, Log.IdentityAccountId, Log.IdentityCaller, Log.IdentityUser, Log.IdentityUserArn,
        Log.IdentityPrincipalOrgId, Log.IdentityCognitoAuthenticationProvider, Log.IdentityCognitoAuthenticationType,
        Log.IdentityCognitoIdentityId, Log.IdentityCognitoIdentityPoolId, Log.IdentityClientCertPem, Log.IdentityClientCertSubjectDN,
        Log.IdentityClientCertIssuerDN, Log.IdentityClientCertSerialNumber, Log.IdentityClientCertValidityNotBefore,
        Log.IdentityClientCertValidityNotAfter,
    ];

    private static readonly HashSet<Field> s_webSocket =
    [
        Log.ApiId, Log.Stage, Log.RequestId, Log.ExtendedRequestId, Log.RequestTime, Log.RequestTimeEpoch, Log.RouteKey, Log.Status,
        Log.DomainName, Log.ConnectedAt, Log.ConnectionId, Log.MessageId, Log.EventType, Log.ErrorMessage, Log.ErrorMessageString,
        Log.ErrorResponseType, Log.ErrorValidationErrorString, Log.WafStatus, Log.WafLatency, Log.WafError, Log.AuthenticateStatus,
        Log.AuthenticateLatency, Log.AuthenticateError, Log.AuthorizerStatus, Log.AuthorizerLatency, Log.AuthorizerError,
        Log.AuthorizerIntegrationStatus, Log.AuthorizerIntegrationLatency, Log.AuthorizerRequestId, Log.AuthorizerPrincipalId,
        Log.AuthorizerClaimsSub, Log.AuthorizeStatus, Log.AuthorizeLatency, Log.AuthorizeError, Log.IntegrationStatus,
        Log.IntegrationIntegrationStatus, Log.IntegrationLatency, Log.IntegrationError, Log.IntegrationRequestId, Log.IdentitySourceIp,
        Log.IdentityUserAgent, Log.IdentityAccountId, Log.IdentityCaller, Log.IdentityUser, Log.IdentityUserArn, Log.IdentityApiKey,
        Log.IdentityApiKeyId, Log.IdentityPrincipalOrgId, Log.IdentityCognitoAuthenticationProvider,
        Log.IdentityCognitoAuthenticationType, Log.IdentityCognitoIdentityId, Log.IdentityCognitoIdentityPoolId,
    ];

    /// <summary>Whether APIs of a kind have the field. A host's own field is taken to be one of all kinds.</summary>
    public static bool Has(ApiKind kind, Field field) => field.Variable is null || !Log.All.Contains(field) || kind switch
    {
        ApiKind.Rest => !s_notRest.Contains(field),
        ApiKind.Http => s_http.Contains(field),
        _ => s_webSocket.Contains(field),
    };
}
