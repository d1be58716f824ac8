namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What a value of a <see cref="LineProgram"/> is held against. No value holds a separator, unless said otherwise.</summary>
internal enum LineCheck : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Holds one blank, as routes do.</summary>
    OneBlank,

    /// <summary>The length alone.</summary>
    Word,

    /// <summary>As <see cref="LineShape.Number"/>.</summary>
    Number,

    /// <summary>As <see cref="LineShape.Status"/>.</summary>
    Status,

    /// <summary>A time in common log format, which holds a blank.</summary>
    Time,

    /// <summary>As <see cref="LineShape.Address"/>.</summary>
    Address,

    /// <summary>As <see cref="LineShape.Method"/>.</summary>
    Method,

    /// <summary>As <see cref="LineShape.Protocol"/>.</summary>
    Protocol,

    /// <summary>An address that could not be the time before a message.</summary>
    ClfAddress,

    /// <summary>Does not begin as the time does.</summary>
    ClfName,

    /// <summary>Not a route.</summary>
    ClfResource,

    /// <summary>A route by its dollar sign.</summary>
    ClfRoute,

    /// <summary>An id that does not make a route of the resource.</summary>
    ClfRequestId,

    /// <summary>An id that no integration error begins with.</summary>
    ClfExtendedId,
}
