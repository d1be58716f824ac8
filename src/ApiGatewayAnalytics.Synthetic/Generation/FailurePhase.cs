namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>Where a request ended that did not succeed, in the order in which API Gateway passes them.</summary>
internal enum FailurePhase
{
    Waf,
    Routing,
    Authenticate,
    Authorizer,
    Authorize,
    Gateway,

    /// <summary>The back end was called but gave no usable answer.</summary>
    Integration,

    /// <summary>The back end answered with the error and API Gateway passed it on.</summary>
    Backend,
}
