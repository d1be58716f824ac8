using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>The numbers of the fields.</summary>
internal static class CloudTrailColumns
{
    public static readonly int Account = Of(CloudTrailFields.Account);
    public static readonly int Region = Of(CloudTrailFields.Region);
    public static readonly int ApiId = Of(CloudTrailFields.ApiId);
    public static readonly int Stage = Of(CloudTrailFields.Stage);
    public static readonly int EventApiName = Of(CloudTrailFields.EventApiName);
    public static readonly int EventStatus = Of(CloudTrailFields.EventStatus);
    public static readonly int User = Of(CloudTrailFields.User);
    public static readonly int AccountId = Of(CloudTrailFields.AccountId);
    public static readonly int PatchOperations = Of(CloudTrailFields.PatchOperations);
    public static readonly int EventVersion = Of(CloudTrailFields.EventVersion);
    public static readonly int EventSource = Of(CloudTrailFields.EventSource);
    public static readonly int EventName = Of(CloudTrailFields.EventName);
    public static readonly int EventId = Of(CloudTrailFields.EventId);
    public static readonly int EventType = Of(CloudTrailFields.EventType);
    public static readonly int EventCategory = Of(CloudTrailFields.EventCategory);
    public static readonly int AwsRegion = Of(CloudTrailFields.AwsRegion);
    public static readonly int SourceIpAddress = Of(CloudTrailFields.SourceIpAddress);
    public static readonly int UserAgent = Of(CloudTrailFields.UserAgent);
    public static readonly int ErrorCode = Of(CloudTrailFields.ErrorCode);
    public static readonly int ErrorMessage = Of(CloudTrailFields.ErrorMessage);
    public static readonly int RequestId = Of(CloudTrailFields.RequestId);
    public static readonly int ApiVersion = Of(CloudTrailFields.ApiVersion);
    public static readonly int ReadOnly = Of(CloudTrailFields.ReadOnly);
    public static readonly int ManagementEvent = Of(CloudTrailFields.ManagementEvent);
    public static readonly int RecipientAccountId = Of(CloudTrailFields.RecipientAccountId);
    public static readonly int SharedEventId = Of(CloudTrailFields.SharedEventId);
    public static readonly int VpcEndpointId = Of(CloudTrailFields.VpcEndpointId);
    public static readonly int VpcEndpointAccountId = Of(CloudTrailFields.VpcEndpointAccountId);
    public static readonly int SessionCredentialFromConsole = Of(CloudTrailFields.SessionCredentialFromConsole);
    public static readonly int RequestParameters = Of(CloudTrailFields.RequestParameters);
    public static readonly int ResponseElements = Of(CloudTrailFields.ResponseElements);
    public static readonly int AdditionalEventData = Of(CloudTrailFields.AdditionalEventData);
    public static readonly int Resources = Of(CloudTrailFields.Resources);
    public static readonly int ServiceEventDetails = Of(CloudTrailFields.ServiceEventDetails);
    public static readonly int Addendum = Of(CloudTrailFields.Addendum);
    public static readonly int EdgeDeviceDetails = Of(CloudTrailFields.EdgeDeviceDetails);
    public static readonly int EventContext = Of(CloudTrailFields.EventContext);
    public static readonly int TlsVersion = Of(CloudTrailFields.TlsVersion);
    public static readonly int CipherSuite = Of(CloudTrailFields.CipherSuite);
    public static readonly int ClientProvidedHostHeader = Of(CloudTrailFields.ClientProvidedHostHeader);
    public static readonly int Type = Of(CloudTrailFields.Type);
    public static readonly int PrincipalId = Of(CloudTrailFields.PrincipalId);
    public static readonly int Arn = Of(CloudTrailFields.Arn);
    public static readonly int UserAccountId = Of(CloudTrailFields.UserAccountId);
    public static readonly int AccessKeyId = Of(CloudTrailFields.AccessKeyId);
    public static readonly int UserName = Of(CloudTrailFields.UserName);
    public static readonly int InvokedBy = Of(CloudTrailFields.InvokedBy);
    public static readonly int IdentityProvider = Of(CloudTrailFields.IdentityProvider);
    public static readonly int CredentialId = Of(CloudTrailFields.CredentialId);
    public static readonly int OnBehalfOfUserId = Of(CloudTrailFields.OnBehalfOfUserId);
    public static readonly int IdentityStoreArn = Of(CloudTrailFields.IdentityStoreArn);
    public static readonly int InvokedByDelegateAccountId = Of(CloudTrailFields.InvokedByDelegateAccountId);
    public static readonly int InScopeOfSourceArn = Of(CloudTrailFields.InScopeOfSourceArn);
    public static readonly int InScopeOfSourceAccount = Of(CloudTrailFields.InScopeOfSourceAccount);
    public static readonly int InScopeOfIssuerType = Of(CloudTrailFields.InScopeOfIssuerType);
    public static readonly int InScopeOfCredentialsIssuedTo = Of(CloudTrailFields.InScopeOfCredentialsIssuedTo);
    public static readonly int MfaAuthenticated = Of(CloudTrailFields.MfaAuthenticated);
    public static readonly int SessionCreationDate = Of(CloudTrailFields.SessionCreationDate);
    public static readonly int SourceIdentity = Of(CloudTrailFields.SourceIdentity);
    public static readonly int Ec2RoleDelivery = Of(CloudTrailFields.Ec2RoleDelivery);
    public static readonly int AssumedRoot = Of(CloudTrailFields.AssumedRoot);
    public static readonly int SignInSessionArn = Of(CloudTrailFields.SignInSessionArn);
    public static readonly int SessionIssuerType = Of(CloudTrailFields.SessionIssuerType);
    public static readonly int SessionIssuerPrincipalId = Of(CloudTrailFields.SessionIssuerPrincipalId);
    public static readonly int SessionIssuerArn = Of(CloudTrailFields.SessionIssuerArn);
    public static readonly int SessionIssuerAccountId = Of(CloudTrailFields.SessionIssuerAccountId);
    public static readonly int SessionIssuerUserName = Of(CloudTrailFields.SessionIssuerUserName);
    public static readonly int FederatedProvider = Of(CloudTrailFields.FederatedProvider);
    public static readonly int Api = Of(CloudTrailFields.Api);

    private static int Of(Field field) => CloudTrailSchema.Default.IndexOf(field.Name);
}
