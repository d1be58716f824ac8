namespace ApiGatewayAnalytics.Panels;

/// <summary>What a panel shows of access logs and their <see cref="Counterpart"/>. JSON spells it in kebab-case.</summary>
public enum Figure
{
    /// <summary>The requests that datapoints count; of a change, the records of access logs.</summary>
    Requests,

    /// <summary>The records of access logs.</summary>
    Records,

    /// <summary>By how many the requests of a minute exceed its records, added up over minutes: what logs lack.</summary>
    Missing,

    /// <summary>By how many the records of a minute exceed its requests, added up over minutes: what metrics lack.</summary>
    Surplus,

    /// <summary>The share of records with a status of 500-599, in percent.</summary>
    ErrorRate,

    /// <summary>The 95th percentile of <c>responseLatency</c>, in milliseconds.</summary>
    P95,
}
