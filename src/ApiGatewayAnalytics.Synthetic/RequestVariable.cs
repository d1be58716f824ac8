using System.Collections.Frozen;
using System.Globalization;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// A <c>$context</c> variable: its names and where a request holds its value. The one list that layouts and lookups read.
/// </summary>
internal sealed class RequestVariable
{
    private static readonly RequestVariable[] s_all =
    [
        new("requestTime", r => r.RequestTime),
        new("requestTimeEpoch", r => r.RequestTimeEpoch),
        new("status", r => r.Status),
        new("domainPrefix", r => r.DomainPrefix),
        new("accountId", r => r.AccountId),
        new("apiId", r => r.ApiId),
        new("stage", r => r.Stage),
        new("requestId", r => r.RequestId),
        new("extendedRequestId", r => r.ExtendedRequestId),
        new("httpMethod", r => r.HttpMethod),
        new("protocol", r => r.Protocol),
        new("path", r => r.Path),
        new("resourcePath", r => r.ResourcePath),
        new("resourceId", r => r.ResourceId),
        new("routeKey", r => r.RouteKey),
        new("responseLength", r => r.ResponseLength),
        new("responseLatency", r => r.ResponseLatency),
        new("dataProcessed", r => r.DataProcessed),
        new("domainName", r => r.DomainName),
        new("customDomain.basePathMatched", r => r.CustomDomainBasePathMatched),
        new("xrayTraceId", r => r.XrayTraceId),
        new("awsEndpointRequestId", r => r.AwsEndpointRequestId),
        new("connectedAt", r => r.ConnectedAt),
        new("connectionId", r => r.ConnectionId),
        new("messageId", r => r.MessageId),
        new("eventType", r => r.EventType),
        new("error.message", r => r.ErrorMessage),
        new("error.responseType", r => r.ErrorResponseType),
        new("error.validationErrorString", r => r.ErrorValidationErrorString),
        new("waf.status", r => r.WafStatus),
        new("waf.latency", r => r.WafLatency),
        new("wafResponseCode", r => r.WafResponseCode),
        new("webaclArn", r => r.WebaclArn),
        new("authenticate.status", r => r.AuthenticateStatus),
        new("authenticate.latency", r => r.AuthenticateLatency),
        new("authenticate.error", r => r.AuthenticateError),
        new("authorizer.status", r => r.AuthorizerStatus),
        new("authorizer.latency", r => r.AuthorizerLatency),
        new("authorizer.error", r => r.AuthorizerError),
        new("authorizer.integrationStatus", r => r.AuthorizerIntegrationStatus),
        new("authorizer.integrationLatency", r => r.AuthorizerIntegrationLatency),
        new("authorizer.requestId", r => r.AuthorizerRequestId),
        new("authorizer.principalId", r => r.AuthorizerPrincipalId),
        new("authorize.status", r => r.AuthorizeStatus),
        new("authorize.latency", r => r.AuthorizeLatency),
        new("authorize.error", r => r.AuthorizeError),
        new("integration.status", r => r.IntegrationStatus),
        new("integration.integrationStatus", r => r.IntegrationIntegrationStatus),
        new("integration.latency", r => r.IntegrationLatency),
        new("integration.error", r => r.IntegrationError),
        new("integration.requestId", r => r.IntegrationRequestId),
        new("identity.sourceIp", r => r.IdentitySourceIp),
        new("identity.userAgent", r => r.IdentityUserAgent),
        new("identity.accountId", r => r.IdentityAccountId),
        new("identity.caller", r => r.IdentityCaller),
        new("identity.user", r => r.IdentityUser),
        new("identity.userArn", r => r.IdentityUserArn),
        new("identity.apiKey", r => r.IdentityApiKey),
        new("identity.apiKeyId", r => r.IdentityApiKeyId),
        new("identity.principalOrgId", r => r.IdentityPrincipalOrgId),
        new("identity.cognitoAuthenticationProvider", r => r.IdentityCognitoAuthenticationProvider),
        new("identity.cognitoAuthenticationType", r => r.IdentityCognitoAuthenticationType),
        new("identity.cognitoIdentityId", r => r.IdentityCognitoIdentityId),
        new("identity.cognitoIdentityPoolId", r => r.IdentityCognitoIdentityPoolId),
    ];

    private static readonly RequestVariable[] s_aliases =
    [
        new("integrationLatency", r => r.IntegrationLatency),
        new("integrationErrorMessage", r => r.IntegrationError),
        new("integrationStatus", r => r.Kind == SyntheticApiKind.WebSocket ? r.IntegrationStatus : r.IntegrationIntegrationStatus),
    ];

    private static readonly FrozenDictionary<string, RequestVariable> s_byTemplateName =
        s_all.Concat(s_aliases).ToFrozenDictionary(v => v._name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RequestVariable> s_byCanonicalName =
        s_all.ToFrozenDictionary(v => Canonical(v._name), StringComparer.Ordinal);

    private readonly string _name;

    private RequestVariable(string name, Func<SyntheticRequest, string?> text) => (_name, Text) = (name, text);

    private RequestVariable(string name, Func<SyntheticRequest, long?> number) => (_name, Number) = (name, number);

    public static IReadOnlyList<string> CanonicalNames { get; } = Array.ConvertAll(s_all, v => Canonical(v._name));

    /// <summary>Set where the value is text.</summary>
    public Func<SyntheticRequest, string?>? Text { get; }

    /// <summary>Set where the value is a number.</summary>
    public Func<SyntheticRequest, long?>? Number { get; }

    /// <summary>By the name after <c>$context.</c>; null for a variable that no synthetic request has.</summary>
    public static RequestVariable? FindInTemplate(string name) => s_byTemplateName.GetValueOrDefault(name);

    /// <summary>By canonical name, which wins where an alias of templates is called the same.</summary>
    public static RequestVariable? Find(string name) => s_byCanonicalName.GetValueOrDefault(name) ?? FindInTemplate(name);

    public string? Render(SyntheticRequest request) =>
        Text is not null ? Text(request) : Number!(request)?.ToString(CultureInfo.InvariantCulture);

    private static string Canonical(string name)
    {
        var dot = name.IndexOf('.');
        return dot < 0 ? name : $"{name[..dot]}{char.ToUpperInvariant(name[dot + 1])}{name[(dot + 2)..]}";
    }
}
