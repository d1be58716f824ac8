namespace ApiGatewayAnalytics.Panels;

/// <summary>What a <see cref="Predicate"/> asks of a record. JSON spells the tests in kebab-case.</summary>
public enum PredicateTest
{
    /// <summary>The field has a value.</summary>
    Present,

    /// <summary>The field has none.</summary>
    Absent,

    /// <summary>The field's decoded text is the given one.</summary>
    Equals,

    /// <summary>The field is a status outside 200-299.</summary>
    Failed,

    /// <summary>The field is a status of the given hundred, such as 500-599.</summary>
    StatusClass,

    /// <summary>AWS WAF blocked the request.</summary>
    BlockedByWaf,

    /// <summary>The location of the address is known at least to the country.</summary>
    Located,

    /// <summary>The address is known as a threat with high confidence.</summary>
    ThreatHigh,
}
