namespace ApiGatewayAnalytics.CloudTrail;

/// <content>Who did it, in UTF-8; empty where absent.</content>
public readonly ref partial struct CloudTrailRecord
{
    /// <summary>The account whose API it is about: <c>recipientAccountId</c>, else <c>userIdentity.accountId</c>, else what the envelope or the host says.</summary>
    public ReadOnlySpan<byte> Account => Text(CloudTrailColumns.Account);

    /// <summary>Who did it: the user name, else ROLE/SESSION of an assumed role, else the last part of the ARN, else the service that did it.</summary>
    public ReadOnlySpan<byte> User => Text(CloudTrailColumns.User);

    /// <summary><c>recipientAccountId</c>, else <c>userIdentity.accountId</c>.</summary>
    public ReadOnlySpan<byte> AccountId => Text(CloudTrailColumns.AccountId);

    /// <summary>The kind of identity, for example <c>IAMUser</c> or <c>AssumedRole</c>.</summary>
    public ReadOnlySpan<byte> Type => Text(CloudTrailColumns.Type);

    /// <summary>The principal.</summary>
    public ReadOnlySpan<byte> PrincipalId => Text(CloudTrailColumns.PrincipalId);

    /// <summary>The ARN of the principal.</summary>
    public ReadOnlySpan<byte> Arn => Text(CloudTrailColumns.Arn);

    /// <summary>The account of the principal.</summary>
    public ReadOnlySpan<byte> UserAccountId => Text(CloudTrailColumns.UserAccountId);

    /// <summary>The identifier of the access key.</summary>
    public ReadOnlySpan<byte> AccessKeyId => Text(CloudTrailColumns.AccessKeyId);

    /// <summary>The name of the user.</summary>
    public ReadOnlySpan<byte> UserName => Text(CloudTrailColumns.UserName);

    /// <summary>The AWS service that made the call.</summary>
    public ReadOnlySpan<byte> InvokedBy => Text(CloudTrailColumns.InvokedBy);

    /// <summary>The provider of a federated identity.</summary>
    public ReadOnlySpan<byte> IdentityProvider => Text(CloudTrailColumns.IdentityProvider);

    /// <summary>The credential of an Identity Center user.</summary>
    public ReadOnlySpan<byte> CredentialId => Text(CloudTrailColumns.CredentialId);

    /// <summary>The Identity Center user.</summary>
    public ReadOnlySpan<byte> OnBehalfOfUserId => Text(CloudTrailColumns.OnBehalfOfUserId);

    /// <summary>The identity store of that user.</summary>
    public ReadOnlySpan<byte> IdentityStoreArn => Text(CloudTrailColumns.IdentityStoreArn);

    /// <summary>The account of a delegate.</summary>
    public ReadOnlySpan<byte> InvokedByDelegateAccountId => Text(CloudTrailColumns.InvokedByDelegateAccountId);

    /// <summary>The resource that a service acted for.</summary>
    public ReadOnlySpan<byte> InScopeOfSourceArn => Text(CloudTrailColumns.InScopeOfSourceArn);

    /// <summary>The account of that resource.</summary>
    public ReadOnlySpan<byte> InScopeOfSourceAccount => Text(CloudTrailColumns.InScopeOfSourceAccount);

    /// <summary>What issued the credentials of that service.</summary>
    public ReadOnlySpan<byte> InScopeOfIssuerType => Text(CloudTrailColumns.InScopeOfIssuerType);

    /// <summary>Whom they were issued to.</summary>
    public ReadOnlySpan<byte> InScopeOfCredentialsIssuedTo => Text(CloudTrailColumns.InScopeOfCredentialsIssuedTo);

    /// <summary><c>true</c> where a second factor was used.</summary>
    public ReadOnlySpan<byte> MfaAuthenticated => Text(CloudTrailColumns.MfaAuthenticated);

    /// <summary>When the session began, as it was written.</summary>
    public ReadOnlySpan<byte> SessionCreationDate => Text(CloudTrailColumns.SessionCreationDate);

    /// <summary>The identity that assumed the role.</summary>
    public ReadOnlySpan<byte> SourceIdentity => Text(CloudTrailColumns.SourceIdentity);

    /// <summary>How an instance got the credentials.</summary>
    public ReadOnlySpan<byte> Ec2RoleDelivery => Text(CloudTrailColumns.Ec2RoleDelivery);

    /// <summary><c>true</c> of a session of assumed root.</summary>
    public ReadOnlySpan<byte> AssumedRoot => Text(CloudTrailColumns.AssumedRoot);

    /// <summary>The session of a sign-in.</summary>
    public ReadOnlySpan<byte> SignInSessionArn => Text(CloudTrailColumns.SignInSessionArn);

    /// <summary>The kind of identity that the session is of.</summary>
    public ReadOnlySpan<byte> SessionIssuerType => Text(CloudTrailColumns.SessionIssuerType);

    /// <summary>The principal that the session is of.</summary>
    public ReadOnlySpan<byte> SessionIssuerPrincipalId => Text(CloudTrailColumns.SessionIssuerPrincipalId);

    /// <summary>Its ARN.</summary>
    public ReadOnlySpan<byte> SessionIssuerArn => Text(CloudTrailColumns.SessionIssuerArn);

    /// <summary>Its account.</summary>
    public ReadOnlySpan<byte> SessionIssuerAccountId => Text(CloudTrailColumns.SessionIssuerAccountId);

    /// <summary>Its name.</summary>
    public ReadOnlySpan<byte> SessionIssuerUserName => Text(CloudTrailColumns.SessionIssuerUserName);

    /// <summary>The provider of a web identity.</summary>
    public ReadOnlySpan<byte> FederatedProvider => Text(CloudTrailColumns.FederatedProvider);
}
