namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What values of a variable look like in a line.</summary>
internal enum LineShape
{
    /// <summary>Anything.</summary>
    Free,

    /// <summary>An identifier: no white space, no quotes.</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>Three digits.</summary>
    Status,

    /// <summary>A time in common log format or ISO 8601, or an epoch.</summary>
    Time,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>Letters.</summary>
    Method,

    /// <summary>A name, a slash and a version.</summary>
    Protocol,
}
