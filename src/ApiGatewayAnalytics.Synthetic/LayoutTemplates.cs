using System.Text;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>The access-log template of each layout, in the syntax in which a stage's access log settings hold it.</summary>
internal static class LayoutTemplates
{
    // Key and variable, "key=variable" where they differ; "key:variable" for a bare number.
    private const string RestKeys = """
        requestId extendedRequestId identitySourceIp=identity.sourceIp identityCaller=identity.caller identityUser=identity.user
        requestTime status authorizerProperty=authorizer.property routeKey apiId authorizeError=authorize.error
        authorizeLatency=authorize.latency authorizeStatus=authorize.status authorizerError=authorizer.error
        authorizerIntegrationStatus=authorizer.integrationStatus authorizerIntegrationLatency=authorizer.integrationLatency
        authorizerLatency=authorizer.latency authorizerPrincipalId=authorizer.principalId authorizerRequestId=authorizer.requestId
        authorizerStatus=authorizer.status authenticateError=authenticate.error authenticateLatency=authenticate.latency
        authenticateStatus=authenticate.status connectedAt connectionId domainName errorMessage=error.message
        errorResponseType=error.responseType errorValidationErrorString=error.validationErrorString eventType
        identityAccountId=identity.accountId identityCognitoAuthenticationProvider=identity.cognitoAuthenticationProvider
        identityCognitoAuthenticationType=identity.cognitoAuthenticationType identityCognitoIdentityId=identity.cognitoIdentityId
        identityCognitoIdentityPoolId=identity.cognitoIdentityPoolId identityPrincipalOrgId=identity.principalOrgId
        identityUserAgent=identity.userAgent identityUserArn=identity.userArn identityApiKey=identity.apiKey
        identityApiKeyId=identity.apiKeyId integrationError=integration.error
        integrationIntegrationStatus=integration.integrationStatus integrationLatency=integration.latency
        integrationRequestId=integration.requestId integrationStatus=integration.status contextIntegrationLatency=integrationLatency
        requestTimeEpoch stage messageId wafError=waf.error wafLatency=waf.latency wafStatus=waf.status path httpMethod resourcePath
        protocol responseLatency responseLength wafResponseCode webaclArn
        """;

    private const string HttpKeys = """
        requestId extendedRequestId identitySourceIp=identity.sourceIp identityCaller=identity.caller identityUser=identity.user
        identityAccountId=identity.accountId identityPrincipalOrgId=identity.principalOrgId identityUserAgent=identity.userAgent
        identityUserArn=identity.userArn identityCognitoAuthenticationProvider=identity.cognitoAuthenticationProvider
        identityCognitoAuthenticationType=identity.cognitoAuthenticationType identityCognitoIdentityId=identity.cognitoIdentityId
        identityCognitoIdentityPoolId=identity.cognitoIdentityPoolId requestTime httpMethod resourcePath status protocol
        responseLength accountId authorizerProperty=authorizer.property authorizerClaimsProperty=authorizer.claims.property
        authorizerError=authorizer.error authorizerPrincipalId=authorizer.principalId routeKey responseLatency
        integrationErrorMessage apiId awsEndpointRequestId awsEndpointRequestId2
        customDomainBasePathMatched=customDomain.basePathMatched dataProcessed domainName domainPrefix errorMessage=error.message
        errorResponseType=error.responseType integrationError=integration.error
        integrationIntegrationStatus=integration.integrationStatus integrationLatency=integration.latency
        integrationRequestId=integration.requestId integrationStatus=integration.status contextIntegrationLatency=integrationLatency
        contextIntegrationStatus=integrationStatus path requestTimeEpoch stage
        """;

    private const string WebSocketKeys = """
        apiId authorizeError=authorize.error authorizeLatency=authorize.latency authorizeStatus=authorize.status
        authorizerError=authorizer.error authorizerIntegrationLatency=authorizer.integrationLatency
        authorizerIntegrationStatus=authorizer.integrationStatus authorizerLatency=authorizer.latency
        authorizerPrincipalId=authorizer.principalId authorizerRequestId=authorizer.requestId authorizerStatus=authorizer.status
        authenticateError=authenticate.error authenticateLatency=authenticate.latency authenticateStatus=authenticate.status
        connectedAt connectionId domainName errorMessage=error.message errorResponseType=error.responseType
        errorValidationErrorString=error.validationErrorString eventType extendedRequestId identityAccountId=identity.accountId
        identityApiKey=identity.apiKey identityApiKeyId=identity.apiKeyId identityCaller=identity.caller
        identityPrincipalOrgId=identity.principalOrgId identitySourceIp=identity.sourceIp identityUser=identity.user
        identityUserAgent=identity.userAgent identityUserArn=identity.userArn integrationError=integration.error
        integrationIntegrationStatus=integration.integrationStatus integrationLatency integrationRequestId=integration.requestId
        integrationStatus=integration.status messageId requestId requestTime requestTimeEpoch routeKey stage status
        wafError=waf.error wafLatency=waf.latency wafStatus=waf.status
        """;

    private const string ConsoleKeys = """
        requestId extendedRequestId ip=identity.sourceIp caller=identity.caller user=identity.user requestTime httpMethod resourcePath
        status protocol responseLength responseLatency
        """;

    private const string HttpConsoleKeys =
        "requestId ip=identity.sourceIp requestTime httpMethod routeKey status protocol responseLength";

    private const string NestedKeys = """
        requestId accountId httpStatusCode:status apiId domainName extendedRequestId httpMethod resourcePath protocol
        requestTimeEpoch:requestTimeEpoch stage responseLatency:responseLatency responseLength:responseLength xrayTraceId webaclArn
        authorizer{ error=authorizer.error integrationStatus=authorizer.integrationStatus
        integrationLatency=authorizer.integrationLatency latency=authorizer.latency principalId=authorizer.principalId
        requestId=authorizer.requestId status=authorizer.status }
        authorize{ error=authorize.error latency=authorize.latency status=authorize.status }
        error{ errorMessage=error.message errorResponseType=error.responseType }
        identity{ sourceIp=identity.sourceIp userAgent=identity.userAgent }
        authenticate{ error=authenticate.error latency=authenticate.latency status=authenticate.status }
        integration{ error=integration.error integrationStatus=integration.integrationStatus latency=integration.latency
        requestId=integration.requestId status=integration.status }
        waf{ error=waf.error latency=waf.latency responseCode=wafResponseCode status=waf.status }
        """;

    private const string Clf =
        "$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] " +
        "\"$context.httpMethod $context.resourcePath $context.protocol\" $context.status $context.responseLength " +
        "$context.requestId $context.extendedRequestId";

    private const string Csv =
        "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,$context.httpMethod," +
        "$context.resourcePath,$context.protocol,$context.status,$context.responseLength,$context.requestId," +
        "$context.extendedRequestId";

    private const string Xml =
        "<request id=\"$context.requestId\"> <extendedRequestId>$context.extendedRequestId</extendedRequestId> " +
        "<ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> <user>$context.identity.user</user> " +
        "<requestTime>$context.requestTime</requestTime> <httpMethod>$context.httpMethod</httpMethod> " +
        "<resourcePath>$context.resourcePath</resourcePath> <status>$context.status</status> " +
        "<protocol>$context.protocol</protocol> <responseLength>$context.responseLength</responseLength> </request>";

    private static readonly string[] s_templates = Array.ConvertAll(Enum.GetValues<SyntheticLayout>(), Build);

    public static string Get(SyntheticLayout layout) =>
        Enum.IsDefined(layout)
            ? s_templates[(int)layout]
            : throw new ArgumentOutOfRangeException(nameof(layout), layout, "Unknown layout.");

    public static SyntheticApiKind Kind(SyntheticLayout layout) => layout switch
    {
        SyntheticLayout.Http or SyntheticLayout.HttpConsole => SyntheticApiKind.Http,
        SyntheticLayout.WebSocket => SyntheticApiKind.WebSocket,
        _ => SyntheticApiKind.Rest,
    };

    private static string Build(SyntheticLayout layout) => layout switch
    {
        SyntheticLayout.Rest => Json(RestKeys),
        SyntheticLayout.Http => Json(HttpKeys),
        SyntheticLayout.WebSocket => Json(WebSocketKeys),
        SyntheticLayout.Console => Json(ConsoleKeys),
        SyntheticLayout.HttpConsole => Json(HttpConsoleKeys),
        SyntheticLayout.Nested => Json(NestedKeys),
        SyntheticLayout.Clf => Clf,
        SyntheticLayout.Csv => Csv,
        _ => Xml,
    };

    private static string Json(string keys)
    {
        var text = new StringBuilder("{");
        foreach (var key in keys.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (key == "}")
            {
                text.Append('}');
                continue;
            }

            if (text[^1] != '{')
                text.Append(',');
            var end = key.AsSpan().IndexOfAny('=', ':', '{');
            var (name, separator) = end < 0 ? (key, '=') : (key[..end], key[end]);
            var variable = key[(end + 1)..];
            text.Append('"').Append(name).Append("\":");
            text.Append(separator switch
            {
                '{' => "{",
                ':' => $"$context.{variable}",
                _ => $"\"$context.{variable}\"",
            });
        }

        return text.Append('}').ToString();
    }
}
