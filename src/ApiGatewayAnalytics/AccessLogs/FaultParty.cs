namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Who made a request fail.</summary>
internal enum FaultParty
{
    Client,
    Waf,
    Authentication,
    Authorizer,
    Throttle,
    Gateway,
    Integration,
    Backend,
}
