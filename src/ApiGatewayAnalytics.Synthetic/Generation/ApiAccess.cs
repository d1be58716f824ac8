namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>How an API tells its callers apart.</summary>
internal enum ApiAccess
{
    Open,
    Authorizer,
    Iam,
    ApiKey,
    IdentityPool,
}
