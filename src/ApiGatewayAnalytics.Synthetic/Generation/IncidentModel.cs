using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// What incidents do to a request. Without incidents it draws no random number, so that they change nothing of what lies outside of them
/// but the numbers that follow.
/// </summary>
internal sealed class IncidentModel(Xoshiro256 random, SyntheticTraffic traffic, SyntheticApiKind kind)
{
    private const string Scanner = "Mozilla/5.0 zgrab/0.x";
    private const string Injector = "sqlmap/1.8.4#stable (https://sqlmap.org)";

    private readonly State[] _incidents = [.. IncidentsOf(traffic).Select(incident => new State(incident, FailureOf(incident, kind)))];

    /// <summary>Whether a request's stage must be known before its incident.</summary>
    public bool NeedsStage { get; } = traffic.IsSteady || IncidentsOf(traffic).Any(incident => incident.Stage is not null);

    /// <summary>The incident that a request meets; null where it meets none.</summary>
    public State? Draw(ApiProfile api, string? stage, long epochMs)
    {
        foreach (var state in _incidents)
        {
            if (state.Incident.Meets(api, stage, epochMs) && IsMet(state))
                return state;
        }

        return null;
    }

    /// <summary>Changes what the failure does not.</summary>
    public void Mark(SyntheticRequest request, SyntheticIncident incident)
    {
        if (incident.Kind is SyntheticIncidentKind.Scan or SyntheticIncidentKind.BlockedAttack)
        {
            request.IdentitySourceIp = $"203.0.113.{random.Between(20, 29)}";
            request.IdentityUserAgent = incident.Kind == SyntheticIncidentKind.Scan ? Scanner : Injector;
        }
        else if (incident.Kind == SyntheticIncidentKind.SlowIntegration && request.IntegrationLatency is { } latency)
        {
            var more = random.Between(2_500, 9_000);
            request.IntegrationLatency = latency + more;
            request.ResponseLatency += more;
        }
    }

    private static ImmutableArray<SyntheticIncident> IncidentsOf(SyntheticTraffic traffic) =>
        traffic.Incidents.IsDefaultOrEmpty ? [] : traffic.Incidents;

    /// <summary>In steady traffic every n-th request, so that the share is the same in all few minutes.</summary>
    private bool IsMet(State state)
    {
        if (!traffic.IsSteady)
            return random.Chance(state.Incident.Share);
        state.Due += state.Incident.Share;
        if (state.Due < 1)
            return false;
        state.Due--;
        return true;
    }

    /// <summary>How the request ends; null where it succeeds.</summary>
    private static Failure? FailureOf(SyntheticIncident incident, SyntheticApiKind kind)
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
            SyntheticIncidentKind.FailingFunction => new(1, 500, FailurePhase.Backend, FunctionStatus: 500),
            SyntheticIncidentKind.BlockedAttack => new(1, 403, FailurePhase.Waf, "WAF_FILTERED", "Forbidden"),
            _ => null,
        };
    }

    /// <summary>An incident, how requests end that meet it, and what of a request is due.</summary>
    internal sealed class State(SyntheticIncident incident, Failure? failure)
    {
        public SyntheticIncident Incident => incident;

        /// <summary>Null where the request succeeds.</summary>
        public Failure? Failure => failure;

        public double Due { get; set; }
    }
}
