namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>What is wrong with a log or its template. JSON spells it in kebab-case.</summary>
public enum FindingKind
{
    /// <summary>Records were repaired: the template quotes wrongly, or values were not escaped.</summary>
    BrokenQuoting,

    /// <summary>The template logs <c>identity.apiKey</c>, a secret, in clear.</summary>
    ApiKeyInClear,

    /// <summary>Records have no <c>requestId</c> or, where it differs (REST), no <c>extendedRequestId</c>.</summary>
    MissingRequestId,

    /// <summary>Times come to the second only, from <c>requestTime</c>.</summary>
    TimeInSeconds,

    /// <summary>The log mixes several layouts.</summary>
    MixedTemplates,

    /// <summary>Keys feed no field.</summary>
    UnmappedKeys,

    /// <summary>Records could not be read.</summary>
    Rejected,
}
