namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Why a record was not counted. The JSON of an answer spells the reasons in kebab-case.</summary>
public enum RejectReason
{
    /// <summary>Neither JSON nor a line of a known format.</summary>
    NotJson,

    /// <summary>The input ends inside the record.</summary>
    Truncated,

    /// <summary>Longer than the configured limit of one record.</summary>
    TooLong,

    /// <summary>No field and no envelope says when it happened.</summary>
    NoTime,

    /// <summary>Before 2015-01-01.</summary>
    BadTime,

    /// <summary>More than 24 hours ahead of the clock.</summary>
    FutureTime,

    /// <summary>Well-formed, but none of the fields of an access log.</summary>
    NotAnAccessLog,

    /// <summary>A gzip member, base64 payload or OpenTelemetry message that cannot be decoded.</summary>
    BadEncoding,

    /// <summary>Compressed data that grows beyond the configured expansion limit.</summary>
    ExpansionLimit,

    /// <summary>Envelopes nested deeper than any service nests them.</summary>
    TooDeep,

    /// <summary>A datapoint, or a result of <c>get-metric-data</c>, without the dimensions that say whose it is.</summary>
    NoDimensions,

    /// <summary>Well-formed, but without the members of a datapoint.</summary>
    NotADatapoint,

    /// <summary>A datapoint whose unit is not that of its metric.</summary>
    BadUnit,

    /// <summary>A datapoint without a sum or a sample count, or with one that is negative or not finite.</summary>
    BadValue,

    /// <summary>Well-formed, but none of the members of a CloudTrail event.</summary>
    NotAnEvent,
}
