namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// What incidents do to a request. Without incidents it draws no random number, so that they change nothing of what lies outside of them
/// but the numbers that follow.
/// </summary>
internal sealed class IncidentModel(Xoshiro256 random, SyntheticTraffic traffic, SyntheticApiKind kind)
{
    private const string Scanner = "Mozilla/5.0 zgrab/0.x";

    private readonly SyntheticIncident[] _incidents = traffic.Incidents.IsDefaultOrEmpty ? [] : [.. traffic.Incidents];

    /// <summary>The incident that a request meets; null where it meets none.</summary>
    public SyntheticIncident? Draw(ApiProfile api, long epochMs)
    {
        foreach (var incident in _incidents)
        {
            if (incident.Meets(api.Index, epochMs) && random.Chance(incident.Share))
                return incident;
        }

        return null;
    }

    /// <summary>How the request ends; null where it succeeds.</summary>
    public Failure? FailureOf(SyntheticIncident incident)
    {
        var isRest = kind == SyntheticApiKind.Rest;
        return incident.Kind switch
        {
            SyntheticIncidentKind.FailingDeployment => isRest
                ? new(1, 502, FailurePhase.Integration, "DEFAULT_5XX", "Internal server error",
                    "Execution failed due to configuration error: Malformed Lambda proxy response, 'statusCode' is missing", 200)
                : new(1, 500, FailurePhase.Integration, null, "Internal Server Error",
                    "The response from the Lambda function doesn't match the format that API Gateway expects", 200),
            SyntheticIncidentKind.Throttling => new(1, 429, FailurePhase.Gateway, isRest ? "THROTTLED" : null, "Too Many Requests"),
            SyntheticIncidentKind.Scan => isRest
                ? new(1, 403, FailurePhase.Routing, "MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token")
                : new(1, 404, FailurePhase.Routing, null, "Not Found"),
            SyntheticIncidentKind.AuthorizerOutage => new(1, 500, FailurePhase.Authorizer, isRest ? "AUTHORIZER_FAILURE" : null,
                isRest ? "Internal server error" : "Internal Server Error", "The authorizer's function timed out after 10.00 seconds"),
            _ => null,
        };
    }

    /// <summary>Changes what the failure does not.</summary>
    public void Mark(SyntheticRequest request, SyntheticIncident incident)
    {
        if (incident.Kind == SyntheticIncidentKind.Scan)
        {
            request.IdentitySourceIp = $"203.0.113.{random.Between(20, 29)}";
            request.IdentityUserAgent = Scanner;
        }
        else if (incident.Kind == SyntheticIncidentKind.SlowIntegration && request.IntegrationLatency is { } latency)
        {
            var more = random.Between(2_500, 9_000);
            request.IntegrationLatency = latency + more;
            request.ResponseLatency += more;
        }
    }
}
