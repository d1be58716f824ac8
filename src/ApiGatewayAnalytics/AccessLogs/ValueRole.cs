namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What a row does with the value of a field.</summary>
internal enum ValueRole : byte
{
    /// <summary>Nothing: nobody asked for it.</summary>
    Skip,

    /// <summary>Stores a text.</summary>
    Text,

    /// <summary>Stores a number.</summary>
    Number,

    /// <summary>Stores a status.</summary>
    Status,

    /// <summary>Dates the record, whatever format the time has; stores it if asked.</summary>
    RequestTime,

    /// <summary>Dates the record; stores the number if asked.</summary>
    RequestTimeEpoch,

    /// <summary>Keeps the text because another field is derived from it; stores it if asked.</summary>
    Source,

    /// <summary>Stores the network of an address.</summary>
    ShortenedAddress,

    /// <summary>Stores a secret, masked.</summary>
    MaskedKey,
}
