namespace ApiGatewayAnalytics.AccessLogs;

/// <content>Who asked, in UTF-8; empty where absent.</content>
public readonly ref partial struct AccessLogRecord
{
    /// <summary>The address of the caller, IPv4 or IPv6.</summary>
    public ReadOnlySpan<byte> IdentitySourceIp => Text(AccessLogColumns.IdentitySourceIp);

    /// <summary>The user agent.</summary>
    public ReadOnlySpan<byte> IdentityUserAgent => Text(AccessLogColumns.IdentityUserAgent);

    /// <summary>The account of the caller; never that of the API.</summary>
    public ReadOnlySpan<byte> IdentityAccountId => Text(AccessLogColumns.IdentityAccountId);

    /// <summary>The principal of the caller.</summary>
    public ReadOnlySpan<byte> IdentityCaller => Text(AccessLogColumns.IdentityCaller);

    /// <summary>The principal of the user.</summary>
    public ReadOnlySpan<byte> IdentityUser => Text(AccessLogColumns.IdentityUser);

    /// <summary>The ARN of the user.</summary>
    public ReadOnlySpan<byte> IdentityUserArn => Text(AccessLogColumns.IdentityUserArn);

    /// <summary>The API key, a secret: captured only on request, and masked.</summary>
    public ReadOnlySpan<byte> IdentityApiKey => Text(AccessLogColumns.IdentityApiKey);

    /// <summary>The identifier of the API key.</summary>
    public ReadOnlySpan<byte> IdentityApiKeyId => Text(AccessLogColumns.IdentityApiKeyId);

    /// <summary>The organization of the caller.</summary>
    public ReadOnlySpan<byte> IdentityPrincipalOrgId => Text(AccessLogColumns.IdentityPrincipalOrgId);

    /// <summary>The Cognito providers.</summary>
    public ReadOnlySpan<byte> IdentityCognitoAuthenticationProvider => Text(AccessLogColumns.IdentityCognitoAuthenticationProvider);

    /// <summary>Authenticated or unauthenticated.</summary>
    public ReadOnlySpan<byte> IdentityCognitoAuthenticationType => Text(AccessLogColumns.IdentityCognitoAuthenticationType);

    /// <summary>The Cognito identity.</summary>
    public ReadOnlySpan<byte> IdentityCognitoIdentityId => Text(AccessLogColumns.IdentityCognitoIdentityId);

    /// <summary>The Cognito identity pool.</summary>
    public ReadOnlySpan<byte> IdentityCognitoIdentityPoolId => Text(AccessLogColumns.IdentityCognitoIdentityPoolId);

    /// <summary>The client certificate.</summary>
    public ReadOnlySpan<byte> IdentityClientCertPem => Text(AccessLogColumns.IdentityClientCertPem);

    /// <summary>The subject of the client certificate.</summary>
    public ReadOnlySpan<byte> IdentityClientCertSubjectDN => Text(AccessLogColumns.IdentityClientCertSubjectDN);

    /// <summary>The issuer of the client certificate.</summary>
    public ReadOnlySpan<byte> IdentityClientCertIssuerDN => Text(AccessLogColumns.IdentityClientCertIssuerDN);

    /// <summary>The serial number of the client certificate.</summary>
    public ReadOnlySpan<byte> IdentityClientCertSerialNumber => Text(AccessLogColumns.IdentityClientCertSerialNumber);

    /// <summary>When the client certificate starts to be valid.</summary>
    public ReadOnlySpan<byte> IdentityClientCertValidityNotBefore => Text(AccessLogColumns.IdentityClientCertValidityNotBefore);

    /// <summary>When the client certificate ceases to be valid.</summary>
    public ReadOnlySpan<byte> IdentityClientCertValidityNotAfter => Text(AccessLogColumns.IdentityClientCertValidityNotAfter);

    /// <summary>The VPC of the caller of a private API.</summary>
    public ReadOnlySpan<byte> IdentityVpcId => Text(AccessLogColumns.IdentityVpcId);

    /// <summary>The VPC endpoint of the caller of a private API.</summary>
    public ReadOnlySpan<byte> IdentityVpceId => Text(AccessLogColumns.IdentityVpceId);
}
