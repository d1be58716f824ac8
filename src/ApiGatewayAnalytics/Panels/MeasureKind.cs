namespace ApiGatewayAnalytics.Panels;

/// <summary>What a panel computes of the records of a group.</summary>
public enum MeasureKind
{
    /// <summary>How many there are.</summary>
    Count,

    /// <summary>The sum of a field over the records that have it.</summary>
    Sum,

    /// <summary>The sum of a field divided by the number of records that have it.</summary>
    Mean,

    /// <summary>The largest value of a field.</summary>
    Max,

    /// <summary>Nearest-rank percentiles of a field, with the count of the records that have it.</summary>
    Percentiles,

    /// <summary>How many different tuples of fields there are.</summary>
    Distinct,

    /// <summary>The errors of metrics, 4xx and 5xx, divided by the requests.</summary>
    ErrorRate,

    /// <summary>The records themselves, first ones by the panel's order.</summary>
    Rows,
}
