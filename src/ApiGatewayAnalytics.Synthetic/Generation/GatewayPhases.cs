namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// What the phases report: firewall, authentication, authorizer, authorization, integration, in this order; the phase that fails is
/// the last one to say anything.
/// </summary>
internal sealed class GatewayPhases(Xoshiro256 random, SyntheticTraffic traffic)
{
    private const int LongestOfSteady = 1_500;

    private readonly WeightedChoice? _principal = traffic.Principals is { } count ? WeightedChoice.Zipf(count, offset: 4) : null;
    private readonly int _longest = traffic.IsSteady ? LongestOfSteady : LatencyModel.Timeout;

    /// <summary>Sets the values of all phases that the request reached.</summary>
    /// <returns>The milliseconds they took, the integration aside.</returns>
    public int Set(SyntheticRequest request, ApiProfile api, Failure? failure)
    {
        // HTTP APIs have no variables for these phases but error and principal of the authorizer.
        var isHttp = request.Kind == SyntheticApiKind.Http;
        var last = failure?.Phase ?? FailurePhase.Backend;
        request.ErrorMessage = failure?.Message;
        request.ErrorResponseType = failure?.ResponseType;
        if (failure is { Phase: FailurePhase.Gateway, Status: 400 })
            request.ErrorValidationErrorString = failure.Detail;

        var ms = api.WebaclArn is null ? 0 : SetFirewall(request, api, failure);
        if (last >= FailurePhase.Authenticate && api.Access is ApiAccess.Iam or ApiAccess.IdentityPool)
            ms += SetAuthentication(request, failure);
        if (last >= FailurePhase.Authorizer && api.Access is ApiAccess.Authorizer)
            ms += SetAuthorizer(request, failure, isHttp);
        if (last >= FailurePhase.Authorize && api.Access is not ApiAccess.Open)
            ms += SetAuthorization(request, api, failure, isHttp);
        if (last >= FailurePhase.Integration)
            SetIntegration(request, failure);
        return ms;
    }

    private int SetFirewall(SyntheticRequest request, ApiProfile api, Failure? failure)
    {
        var isBlocked = failure?.Phase == FailurePhase.Waf;
        var ms = random.Between(1, 11);
        request.WafStatus = isBlocked ? 403 : 200;
        request.WafLatency = ms;
        if (request.Kind == SyntheticApiKind.Rest)
        {
            request.WafResponseCode = isBlocked ? "WAF_BLOCK" : "WAF_ALLOW";
            request.WebaclArn = api.WebaclArn;
        }

        return ms;
    }

    private int SetAuthentication(SyntheticRequest request, Failure? failure)
    {
        var isRefused = failure?.Phase == FailurePhase.Authenticate;
        var ms = random.Between(0, 5);
        request.AuthenticateStatus = isRefused ? failure!.Status : 200;
        request.AuthenticateLatency = ms;
        request.AuthenticateError = isRefused ? failure!.Detail : null;
        return ms;
    }

    private int SetAuthorizer(SyntheticRequest request, Failure? failure, bool isHttp)
    {
        var isRefused = failure?.Phase == FailurePhase.Authorizer;
        var isCached = !isRefused && random.Below(4) != 0;
        var ms = isCached ? 0 : Math.Min(_longest, LatencyModel.Draw(random, 35, 0.6));
        request.AuthorizerError = isRefused ? failure!.Detail : null;
        if (!isRefused)
            request.AuthorizerPrincipalId = $"user-{_principal?.Draw(random) ?? random.Below(40_000)}";
        if (isHttp)
            return ms;

        request.AuthorizerStatus = isRefused ? failure!.Status : 200;
        request.AuthorizerLatency = ms;
        if (!isCached)
        {
            request.AuthorizerIntegrationStatus = isRefused && failure!.Status >= 500 ? 500 : 200;
            request.AuthorizerIntegrationLatency = ms - Math.Min(ms, 2);
            request.AuthorizerRequestId = random.Uuid();
        }

        return ms;
    }

    private int SetAuthorization(SyntheticRequest request, ApiProfile api, Failure? failure, bool isHttp)
    {
        if (isHttp)
            return 0;
        var isRefused = failure?.Phase == FailurePhase.Authorize;
        var ms = random.Between(0, 2);
        request.AuthorizeStatus = isRefused ? failure!.Status : 200;
        request.AuthorizeLatency = ms;
        request.AuthorizeError = isRefused ? failure!.Detail : null;
        SetCaller(request, api, failure);
        return ms;
    }

    private void SetCaller(SyntheticRequest request, ApiProfile api, Failure? failure)
    {
        switch (api.Access)
        {
            case ApiAccess.Iam:
                var service = random.Below(12);
                request.IdentityAccountId = api.AccountId;
                request.IdentityCaller = $"AROAEXAMPLE{service:D10}:service-{service}";
                request.IdentityUser = request.IdentityCaller;
                request.IdentityUserArn = $"arn:aws:sts::{api.AccountId}:assumed-role/backend-{service}/service-{service}";
                request.IdentityPrincipalOrgId = "o-a1b2c3d4e5";
                break;
            case ApiAccess.IdentityPool:
                var person = random.Below(5_000);
                request.IdentityCognitoAuthenticationType = "authenticated";
                request.IdentityCognitoIdentityPoolId = $"{api.Region}:11112222-3333-4444-5555-{api.Index:D12}";
                request.IdentityCognitoIdentityId = $"{api.Region}:66667777-8888-9999-0000-{person:D12}";
                var provider = $"cognito-idp.{api.Region}.amazonaws.com/{api.Region}_Ab12Cd34E";
                request.IdentityCognitoAuthenticationProvider = $"{provider},{provider}:CognitoSignIn:{person:D12}";
                break;
            case ApiAccess.ApiKey when failure?.ResponseType != "INVALID_API_KEY":
                var key = random.Below(60);
                request.IdentityApiKey = $"synthetic-key-not-a-secret-{key:D13}";
                request.IdentityApiKeyId = $"key{key:D7}";
                break;
        }
    }

    private void SetIntegration(SyntheticRequest request, Failure? failure)
    {
        var hasTimedOut = failure?.Status == 504 && failure.Message!.Contains("timed out", StringComparison.Ordinal);
        request.IntegrationLatency = hasTimedOut
            ? random.Between(LatencyModel.Timeout, LatencyModel.Timeout + 12)
            : Math.Min(_longest, LatencyModel.Draw(random, MedianLatency(request), 0.55));
        var isAnswered = failure is null || failure.Phase == FailurePhase.Backend || failure.FunctionStatus is not null;
        request.IntegrationError = failure?.Phase == FailurePhase.Integration ? failure.Detail : null;
        if (!isAnswered)
            return;
        request.IntegrationStatus = failure?.FunctionStatus;
        request.IntegrationIntegrationStatus = 200;
        request.IntegrationRequestId = random.Uuid();
        if (request.Kind == SyntheticApiKind.Http)
            request.AwsEndpointRequestId = request.IntegrationRequestId;
    }

    /// <summary>Writing takes longer than reading, and each resource has a level of its own.</summary>
    private static int MedianLatency(SyntheticRequest request)
    {
        var name = request.ResourcePath ?? request.RouteKey!;
        var level = 18 + (name.Length * 7 % 61);
        return request.HttpMethod is "POST" or "PUT" or "PATCH" ? level * 2 : level;
    }
}
