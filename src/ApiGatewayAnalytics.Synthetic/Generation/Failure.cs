namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>A way in which requests fail: what the client sees, and what the phase that failed reports.</summary>
internal sealed record Failure(
    int Weight,
    int Status,
    FailurePhase Phase,
    string? ResponseType = null,
    string? Message = null,
    string? Detail = null,
    int? FunctionStatus = null)
{
    /// <summary>Whether an API with this set-up can fail this way.</summary>
    public bool Fits(ApiProfile api) => Phase switch
    {
        FailurePhase.Waf => api.WebaclArn is not null,
        FailurePhase.Authenticate => api.Access is ApiAccess.Iam or ApiAccess.IdentityPool,
        FailurePhase.Authorizer => api.Access is ApiAccess.Authorizer,
        FailurePhase.Authorize => api.Access is not ApiAccess.Open,
        _ => ResponseType is not ("INVALID_API_KEY" or "QUOTA_EXCEEDED") || api.Access is ApiAccess.ApiKey,
    };
}
