using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// The fields of a CloudTrail event under their canonical names: the members of the record, those of <c>userIdentity</c> and
/// <c>tlsDetails</c>, and what is derived from them. What has no fixed shape is kept as the JSON that it is. See
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html.
/// </summary>
public static class CloudTrailFields
{
    /// <summary>The account whose API it is about: <c>recipientAccountId</c>, else <c>userIdentity.accountId</c>, else what the envelope or the host says.</summary>
    public static Field Account { get; } = new("account", FieldKind.Text);

    /// <summary>The AWS region: <c>awsRegion</c>, else what the envelope or the host says.</summary>
    public static Field Region { get; } = new("region", FieldKind.Text);

    /// <summary>The API: <c>restApiId</c> or <c>apiId</c> of the request, else the identifier in the response of an operation that makes an API.</summary>
    public static Field ApiId { get; } = new("apiId", FieldKind.Text);

    /// <summary>The stage: <c>stageName</c> of the request or of its body.</summary>
    public static Field Stage { get; } = new("stage", FieldKind.Text);

    /// <summary>The name that the event itself gives an API: <c>responseElements.name</c> of operations on a RestApi or Api.</summary>
    public static Field EventApiName { get; } = new("eventApiName", FieldKind.Text);

    /// <summary><c>Failure</c> where there is an error code, else <c>Success</c>.</summary>
    public static Field EventStatus { get; } = new("eventStatus", FieldKind.Text);

    /// <summary>Who did it: the user name, else ROLE/SESSION of an assumed role, else the last part of the ARN, else the service that did it.</summary>
    public static Field User { get; } = new("user", FieldKind.Text);

    /// <summary><c>recipientAccountId</c>, else <c>userIdentity.accountId</c>.</summary>
    public static Field AccountId { get; } = new("accountId", FieldKind.Text);

    /// <summary>The changes of an update of a REST API, as JSON.</summary>
    public static Field PatchOperations { get; } = new("patchOperations", FieldKind.Text);

    /// <summary>The version of the record's format, for example <c>1.08</c>.</summary>
    public static Field EventVersion { get; } = new("eventVersion", FieldKind.Text, "eventVersion");

    /// <summary>The service, for example <c>apigateway.amazonaws.com</c>.</summary>
    public static Field EventSource { get; } = new("eventSource", FieldKind.Text, "eventSource");

    /// <summary>The operation.</summary>
    public static Field EventName { get; } = new("eventName", FieldKind.Text, "eventName");

    /// <summary>The event, the same wherever it is delivered.</summary>
    public static Field EventId { get; } = new("eventID", FieldKind.Text, "eventID");

    /// <summary>What caused it, for example <c>AwsApiCall</c>.</summary>
    public static Field EventType { get; } = new("eventType", FieldKind.Text, "eventType");

    /// <summary>Management, Data or NetworkActivity.</summary>
    public static Field EventCategory { get; } = new("eventCategory", FieldKind.Text, "eventCategory");

    /// <summary>The AWS region.</summary>
    public static Field AwsRegion { get; } = new("awsRegion", FieldKind.Text, "awsRegion");

    /// <summary>The address of the caller, or the name of an AWS service.</summary>
    public static Field SourceIpAddress { get; } = new("sourceIPAddress", FieldKind.Text, "sourceIPAddress");

    /// <summary>The user agent.</summary>
    public static Field UserAgent { get; } = new("userAgent", FieldKind.Text, "userAgent");

    /// <summary>The error; absent where the operation succeeded.</summary>
    public static Field ErrorCode { get; } = new("errorCode", FieldKind.Text, "errorCode");

    /// <summary>The error message: the member, else <c>message</c> or <c>Message</c> of the response.</summary>
    public static Field ErrorMessage { get; } = new("errorMessage", FieldKind.Text, "errorMessage");

    /// <summary>The request.</summary>
    public static Field RequestId { get; } = new("requestID", FieldKind.Text, "requestID");

    /// <summary>The version of the service's API.</summary>
    public static Field ApiVersion { get; } = new("apiVersion", FieldKind.Text, "apiVersion");

    /// <summary><c>true</c> where nothing was changed.</summary>
    public static Field ReadOnly { get; } = new("readOnly", FieldKind.Text, "readOnly");

    /// <summary><c>true</c> of a management event.</summary>
    public static Field ManagementEvent { get; } = new("managementEvent", FieldKind.Text, "managementEvent");

    /// <summary>The account that received the event.</summary>
    public static Field RecipientAccountId { get; } = new("recipientAccountId", FieldKind.Text, "recipientAccountId");

    /// <summary>The same of one action that was delivered to several accounts.</summary>
    public static Field SharedEventId { get; } = new("sharedEventID", FieldKind.Text, "sharedEventID");

    /// <summary>The VPC endpoint that was used.</summary>
    public static Field VpcEndpointId { get; } = new("vpcEndpointId", FieldKind.Text, "vpcEndpointId");

    /// <summary>The account of the VPC endpoint.</summary>
    public static Field VpcEndpointAccountId { get; } = new("vpcEndpointAccountId", FieldKind.Text, "vpcEndpointAccountId");

    /// <summary><c>true</c> where the console made the call.</summary>
    public static Field SessionCredentialFromConsole { get; } = new("sessionCredentialFromConsole", FieldKind.Text, "sessionCredentialFromConsole");

    /// <summary>The parameters of the request, as JSON.</summary>
    public static Field RequestParameters { get; } = new("requestParameters", FieldKind.Text, "requestParameters");

    /// <summary>What was changed, as JSON.</summary>
    public static Field ResponseElements { get; } = new("responseElements", FieldKind.Text, "responseElements");

    /// <summary>Further data, as JSON.</summary>
    public static Field AdditionalEventData { get; } = new("additionalEventData", FieldKind.Text, "additionalEventData");

    /// <summary>The resources that were used, as JSON.</summary>
    public static Field Resources { get; } = new("resources", FieldKind.Text, "resources");

    /// <summary>What a service did by itself, as JSON.</summary>
    public static Field ServiceEventDetails { get; } = new("serviceEventDetails", FieldKind.Text, "serviceEventDetails");

    /// <summary>Why an event is late or corrected, as JSON.</summary>
    public static Field Addendum { get; } = new("addendum", FieldKind.Text, "addendum");

    /// <summary>The edge device, as JSON.</summary>
    public static Field EdgeDeviceDetails { get; } = new("edgeDeviceDetails", FieldKind.Text, "edgeDeviceDetails");

    /// <summary>What an event data store adds, as JSON.</summary>
    public static Field EventContext { get; } = new("eventContext", FieldKind.Text, "eventContext");

    /// <summary>The TLS version.</summary>
    public static Field TlsVersion { get; } = new("tlsVersion", FieldKind.Text, "tlsDetails.tlsVersion");

    /// <summary>The TLS cipher suite.</summary>
    public static Field CipherSuite { get; } = new("cipherSuite", FieldKind.Text, "tlsDetails.cipherSuite");

    /// <summary>The host name that was called.</summary>
    public static Field ClientProvidedHostHeader { get; } = new("clientProvidedHostHeader", FieldKind.Text, "tlsDetails.clientProvidedHostHeader");

    /// <summary>The kind of identity, for example <c>IAMUser</c> or <c>AssumedRole</c>.</summary>
    public static Field Type { get; } = new("type", FieldKind.Text, "userIdentity.type");

    /// <summary>The principal.</summary>
    public static Field PrincipalId { get; } = new("principalId", FieldKind.Text, "userIdentity.principalId");

    /// <summary>The ARN of the principal.</summary>
    public static Field Arn { get; } = new("arn", FieldKind.Text, "userIdentity.arn");

    /// <summary>The account of the principal.</summary>
    public static Field UserAccountId { get; } = new("userAccountId", FieldKind.Text, "userIdentity.accountId");

    /// <summary>The identifier of the access key.</summary>
    public static Field AccessKeyId { get; } = new("accessKeyId", FieldKind.Text, "userIdentity.accessKeyId");

    /// <summary>The name of the user.</summary>
    public static Field UserName { get; } = new("userName", FieldKind.Text, "userIdentity.userName");

    /// <summary>The AWS service that made the call.</summary>
    public static Field InvokedBy { get; } = new("invokedBy", FieldKind.Text, "userIdentity.invokedBy");

    /// <summary>The provider of a federated identity.</summary>
    public static Field IdentityProvider { get; } = new("identityProvider", FieldKind.Text, "userIdentity.identityProvider");

    /// <summary>The credential of an Identity Center user.</summary>
    public static Field CredentialId { get; } = new("credentialId", FieldKind.Text, "userIdentity.credentialId");

    /// <summary>The Identity Center user.</summary>
    public static Field OnBehalfOfUserId { get; } = new("onBehalfOfUserId", FieldKind.Text, "userIdentity.onBehalfOf.userId");

    /// <summary>The identity store of that user.</summary>
    public static Field IdentityStoreArn { get; } = new("identityStoreArn", FieldKind.Text, "userIdentity.onBehalfOf.identityStoreArn");

    /// <summary>The account of a delegate.</summary>
    public static Field InvokedByDelegateAccountId { get; } = new("invokedByDelegateAccountId", FieldKind.Text, "userIdentity.invokedByDelegate.accountId");

    /// <summary>The resource that a service acted for.</summary>
    public static Field InScopeOfSourceArn { get; } = new("inScopeOfSourceArn", FieldKind.Text, "userIdentity.inScopeOf.sourceArn");

    /// <summary>The account of that resource.</summary>
    public static Field InScopeOfSourceAccount { get; } = new("inScopeOfSourceAccount", FieldKind.Text, "userIdentity.inScopeOf.sourceAccount");

    /// <summary>What issued the credentials of that service.</summary>
    public static Field InScopeOfIssuerType { get; } = new("inScopeOfIssuerType", FieldKind.Text, "userIdentity.inScopeOf.issuerType");

    /// <summary>Whom they were issued to.</summary>
    public static Field InScopeOfCredentialsIssuedTo { get; } = new("inScopeOfCredentialsIssuedTo", FieldKind.Text, "userIdentity.inScopeOf.credentialsIssuedTo");

    /// <summary><c>true</c> where a second factor was used.</summary>
    public static Field MfaAuthenticated { get; } = new("mfaAuthenticated", FieldKind.Text, "userIdentity.sessionContext.attributes.mfaAuthenticated");

    /// <summary>When the session began, as it was written.</summary>
    public static Field SessionCreationDate { get; } = new("sessionCreationDate", FieldKind.Text, "userIdentity.sessionContext.attributes.creationDate");

    /// <summary>The identity that assumed the role.</summary>
    public static Field SourceIdentity { get; } = new("sourceIdentity", FieldKind.Text, "userIdentity.sessionContext.sourceIdentity");

    /// <summary>How an instance got the credentials.</summary>
    public static Field Ec2RoleDelivery { get; } = new("ec2RoleDelivery", FieldKind.Text, "userIdentity.sessionContext.ec2RoleDelivery");

    /// <summary><c>true</c> of a session of assumed root.</summary>
    public static Field AssumedRoot { get; } = new("assumedRoot", FieldKind.Text, "userIdentity.sessionContext.assumedRoot");

    /// <summary>The session of a sign-in.</summary>
    public static Field SignInSessionArn { get; } = new("signInSessionArn", FieldKind.Text, "userIdentity.sessionContext.signInSessionArn");

    /// <summary>The kind of identity that the session is of.</summary>
    public static Field SessionIssuerType { get; } = new("sessionIssuerType", FieldKind.Text, "userIdentity.sessionContext.sessionIssuer.type");

    /// <summary>The principal that the session is of.</summary>
    public static Field SessionIssuerPrincipalId { get; } = new("sessionIssuerPrincipalId", FieldKind.Text, "userIdentity.sessionContext.sessionIssuer.principalId");

    /// <summary>Its ARN.</summary>
    public static Field SessionIssuerArn { get; } = new("sessionIssuerArn", FieldKind.Text, "userIdentity.sessionContext.sessionIssuer.arn");

    /// <summary>Its account.</summary>
    public static Field SessionIssuerAccountId { get; } = new("sessionIssuerAccountId", FieldKind.Text, "userIdentity.sessionContext.sessionIssuer.accountId");

    /// <summary>Its name.</summary>
    public static Field SessionIssuerUserName { get; } = new("sessionIssuerUserName", FieldKind.Text, "userIdentity.sessionContext.sessionIssuer.userName");

    /// <summary>The provider of a web identity.</summary>
    public static Field FederatedProvider { get; } = new("federatedProvider", FieldKind.Text, "userIdentity.sessionContext.webIdFederationData.federatedProvider");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        Account, Region, ApiId, Stage, EventApiName, EventStatus, User, AccountId, PatchOperations, EventVersion, EventSource,
        EventName, EventId, EventType, EventCategory, AwsRegion, SourceIpAddress, UserAgent, ErrorCode, ErrorMessage,
        RequestId, ApiVersion, ReadOnly, ManagementEvent, RecipientAccountId, SharedEventId, VpcEndpointId,
        VpcEndpointAccountId, SessionCredentialFromConsole, RequestParameters, ResponseElements, AdditionalEventData,
        Resources, ServiceEventDetails, Addendum, EdgeDeviceDetails, EventContext, TlsVersion, CipherSuite,
        ClientProvidedHostHeader, Type, PrincipalId, Arn, UserAccountId, AccessKeyId, UserName, InvokedBy, IdentityProvider,
        CredentialId, OnBehalfOfUserId, IdentityStoreArn, InvokedByDelegateAccountId, InScopeOfSourceArn,
        InScopeOfSourceAccount, InScopeOfIssuerType, InScopeOfCredentialsIssuedTo, MfaAuthenticated, SessionCreationDate,
        SourceIdentity, Ec2RoleDelivery, AssumedRoot, SignInSessionArn, SessionIssuerType, SessionIssuerPrincipalId,
        SessionIssuerArn, SessionIssuerAccountId, SessionIssuerUserName, FederatedProvider,
    ];

    /// <summary>
    /// Whose API an event is about: <see cref="ApiId"/>, else <see cref="EventApiName"/>, so that an event that only names its API is
    /// found by that name.
    /// </summary>
    internal static Field Api { get; } = new("api", FieldKind.Text);
}
