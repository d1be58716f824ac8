using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The numbers of the known fields, the same in every schema of access logs.</summary>
internal static class AccessLogColumns
{
    public static readonly int Account = Of(AccessLogFields.Account);
    public static readonly int Region = Of(AccessLogFields.Region);
    public static readonly int AccountId = Of(AccessLogFields.AccountId);
    public static readonly int ApiId = Of(AccessLogFields.ApiId);
    public static readonly int Stage = Of(AccessLogFields.Stage);
    public static readonly int DeploymentId = Of(AccessLogFields.DeploymentId);
    public static readonly int RequestId = Of(AccessLogFields.RequestId);
    public static readonly int ExtendedRequestId = Of(AccessLogFields.ExtendedRequestId);
    public static readonly int RequestTime = Of(AccessLogFields.RequestTime);
    public static readonly int RequestTimeEpoch = Of(AccessLogFields.RequestTimeEpoch);
    public static readonly int HttpMethod = Of(AccessLogFields.HttpMethod);
    public static readonly int Protocol = Of(AccessLogFields.Protocol);
    public static readonly int Path = Of(AccessLogFields.Path);
    public static readonly int ResourcePath = Of(AccessLogFields.ResourcePath);
    public static readonly int ResourceId = Of(AccessLogFields.ResourceId);
    public static readonly int RouteKey = Of(AccessLogFields.RouteKey);
    public static readonly int Status = Of(AccessLogFields.Status);
    public static readonly int ResponseLength = Of(AccessLogFields.ResponseLength);
    public static readonly int ResponseLatency = Of(AccessLogFields.ResponseLatency);
    public static readonly int DataProcessed = Of(AccessLogFields.DataProcessed);
    public static readonly int DomainName = Of(AccessLogFields.DomainName);
    public static readonly int DomainPrefix = Of(AccessLogFields.DomainPrefix);
    public static readonly int CustomDomainBasePathMatched = Of(AccessLogFields.CustomDomainBasePathMatched);
    public static readonly int CustomDomainRoutingRuleIdMatched = Of(AccessLogFields.CustomDomainRoutingRuleIdMatched);
    public static readonly int IsCanaryRequest = Of(AccessLogFields.IsCanaryRequest);
    public static readonly int TlsVersion = Of(AccessLogFields.TlsVersion);
    public static readonly int CipherSuite = Of(AccessLogFields.CipherSuite);
    public static readonly int ResponseOverrideStatus = Of(AccessLogFields.ResponseOverrideStatus);
    public static readonly int XrayTraceId = Of(AccessLogFields.XrayTraceId);
    public static readonly int AwsEndpointRequestId = Of(AccessLogFields.AwsEndpointRequestId);
    public static readonly int AwsEndpointRequestId2 = Of(AccessLogFields.AwsEndpointRequestId2);
    public static readonly int ConnectedAt = Of(AccessLogFields.ConnectedAt);
    public static readonly int ConnectionId = Of(AccessLogFields.ConnectionId);
    public static readonly int MessageId = Of(AccessLogFields.MessageId);
    public static readonly int MessageDirection = Of(AccessLogFields.MessageDirection);
    public static readonly int EventType = Of(AccessLogFields.EventType);
    public static readonly int ErrorMessage = Of(AccessLogFields.ErrorMessage);
    public static readonly int ErrorMessageString = Of(AccessLogFields.ErrorMessageString);
    public static readonly int ErrorResponseType = Of(AccessLogFields.ErrorResponseType);
    public static readonly int ErrorValidationErrorString = Of(AccessLogFields.ErrorValidationErrorString);
    public static readonly int WafStatus = Of(AccessLogFields.WafStatus);
    public static readonly int WafLatency = Of(AccessLogFields.WafLatency);
    public static readonly int WafError = Of(AccessLogFields.WafError);
    public static readonly int WafResponseCode = Of(AccessLogFields.WafResponseCode);
    public static readonly int WebaclArn = Of(AccessLogFields.WebaclArn);
    public static readonly int AuthenticateStatus = Of(AccessLogFields.AuthenticateStatus);
    public static readonly int AuthenticateLatency = Of(AccessLogFields.AuthenticateLatency);
    public static readonly int AuthenticateError = Of(AccessLogFields.AuthenticateError);
    public static readonly int AuthorizerStatus = Of(AccessLogFields.AuthorizerStatus);
    public static readonly int AuthorizerLatency = Of(AccessLogFields.AuthorizerLatency);
    public static readonly int AuthorizerError = Of(AccessLogFields.AuthorizerError);
    public static readonly int AuthorizerIntegrationStatus = Of(AccessLogFields.AuthorizerIntegrationStatus);
    public static readonly int AuthorizerIntegrationLatency = Of(AccessLogFields.AuthorizerIntegrationLatency);
    public static readonly int AuthorizerRequestId = Of(AccessLogFields.AuthorizerRequestId);
    public static readonly int AuthorizerPrincipalId = Of(AccessLogFields.AuthorizerPrincipalId);
    public static readonly int AuthorizerClaimsSub = Of(AccessLogFields.AuthorizerClaimsSub);
    public static readonly int AuthorizeStatus = Of(AccessLogFields.AuthorizeStatus);
    public static readonly int AuthorizeLatency = Of(AccessLogFields.AuthorizeLatency);
    public static readonly int AuthorizeError = Of(AccessLogFields.AuthorizeError);
    public static readonly int IntegrationStatus = Of(AccessLogFields.IntegrationStatus);
    public static readonly int IntegrationIntegrationStatus = Of(AccessLogFields.IntegrationIntegrationStatus);
    public static readonly int IntegrationLatency = Of(AccessLogFields.IntegrationLatency);
    public static readonly int IntegrationError = Of(AccessLogFields.IntegrationError);
    public static readonly int IntegrationRequestId = Of(AccessLogFields.IntegrationRequestId);
    public static readonly int IntegrationResponseTransferMode = Of(AccessLogFields.IntegrationResponseTransferMode);
    public static readonly int IntegrationTimeToAllHeaders = Of(AccessLogFields.IntegrationTimeToAllHeaders);
    public static readonly int IntegrationTimeToFirstContent = Of(AccessLogFields.IntegrationTimeToFirstContent);
    public static readonly int IdentitySourceIp = Of(AccessLogFields.IdentitySourceIp);
    public static readonly int IdentityUserAgent = Of(AccessLogFields.IdentityUserAgent);
    public static readonly int IdentityAccountId = Of(AccessLogFields.IdentityAccountId);
    public static readonly int IdentityCaller = Of(AccessLogFields.IdentityCaller);
    public static readonly int IdentityUser = Of(AccessLogFields.IdentityUser);
    public static readonly int IdentityUserArn = Of(AccessLogFields.IdentityUserArn);
    public static readonly int IdentityApiKey = Of(AccessLogFields.IdentityApiKey);
    public static readonly int IdentityApiKeyId = Of(AccessLogFields.IdentityApiKeyId);
    public static readonly int IdentityPrincipalOrgId = Of(AccessLogFields.IdentityPrincipalOrgId);
    public static readonly int IdentityCognitoAuthenticationProvider = Of(AccessLogFields.IdentityCognitoAuthenticationProvider);
    public static readonly int IdentityCognitoAuthenticationType = Of(AccessLogFields.IdentityCognitoAuthenticationType);
    public static readonly int IdentityCognitoIdentityId = Of(AccessLogFields.IdentityCognitoIdentityId);
    public static readonly int IdentityCognitoIdentityPoolId = Of(AccessLogFields.IdentityCognitoIdentityPoolId);
    public static readonly int IdentityClientCertPem = Of(AccessLogFields.IdentityClientCertPem);
    public static readonly int IdentityClientCertSubjectDN = Of(AccessLogFields.IdentityClientCertSubjectDN);
    public static readonly int IdentityClientCertIssuerDN = Of(AccessLogFields.IdentityClientCertIssuerDN);
    public static readonly int IdentityClientCertSerialNumber = Of(AccessLogFields.IdentityClientCertSerialNumber);
    public static readonly int IdentityClientCertValidityNotBefore = Of(AccessLogFields.IdentityClientCertValidityNotBefore);
    public static readonly int IdentityClientCertValidityNotAfter = Of(AccessLogFields.IdentityClientCertValidityNotAfter);
    public static readonly int IdentityVpcId = Of(AccessLogFields.IdentityVpcId);
    public static readonly int IdentityVpceId = Of(AccessLogFields.IdentityVpceId);

    /// <summary>Behind all that records can hold, and before the fields of the host's own.</summary>
    public static readonly int ApiKind = AccessLogFields.All.Length;

    public static readonly int ErrorClass = ApiKind + 1;
    public static readonly int FaultParty = OfDerived(DerivedAccessLogFields.FaultParty);
    public static readonly int Route = OfDerived(DerivedAccessLogFields.Route);
    public static readonly int Consumer = OfDerived(DerivedAccessLogFields.Consumer);
    public static readonly int ConsumerKind = OfDerived(DerivedAccessLogFields.ConsumerKind);
    public static readonly int Preflight = OfDerived(DerivedAccessLogFields.Preflight);
    public static readonly int GatewayOverhead = OfDerived(DerivedAccessLogFields.GatewayOverhead);
    public static readonly int PhaseExcess = OfDerived(DerivedAccessLogFields.PhaseExcess);
    public static readonly int EpochSeconds = OfDerived(DerivedAccessLogFields.EpochSeconds);

    private static int OfDerived(Field field) => ErrorClass + 1 + DerivedAccessLogFields.All.IndexOf(field);

    private static int Of(Field field) => AccessLogFields.All.IndexOf(field);
}
