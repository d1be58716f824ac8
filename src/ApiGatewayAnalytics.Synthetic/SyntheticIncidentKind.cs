namespace ApiGatewayAnalytics.Synthetic;

/// <summary>What goes wrong with an API for a while.</summary>
public enum SyntheticIncidentKind
{
    /// <summary>A deployment whose function answers what the gateway cannot pass on: 502 of REST APIs, 500 of HTTP APIs.</summary>
    FailingDeployment,

    /// <summary>More is asked than the limits allow: 429.</summary>
    Throttling,

    /// <summary>Somebody looks for files that are not there, from addresses of 203.0.113.0/24: 403 of REST APIs, 404 of HTTP APIs.</summary>
    Scan,

    /// <summary>The function of the authorizer does not answer: 500.</summary>
    AuthorizerOutage,

    /// <summary>The integration takes seconds.</summary>
    SlowIntegration,

    /// <summary>The function itself fails, and the gateway passes on what it answers: 500.</summary>
    FailingFunction,

    /// <summary>Somebody attacks from addresses of 203.0.113.0/24, and AWS WAF blocks it: 403. Of REST APIs with a web ACL.</summary>
    BlockedAttack,
}
