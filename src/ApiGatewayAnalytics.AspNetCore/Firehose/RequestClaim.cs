namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>What is known of a request that arrives.</summary>
internal enum RequestClaim
{
    /// <summary>It is new, and belongs to who asked until that is released or finished.</summary>
    New,

    /// <summary>It is being read.</summary>
    InFlight,

    /// <summary>It counts already.</summary>
    Finished,
}
