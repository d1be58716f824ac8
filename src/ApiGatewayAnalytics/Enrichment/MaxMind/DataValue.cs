namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>The head of a value.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Size">Bytes of the payload; elements of an array, pairs of a map, the value of a boolean.</param>
/// <param name="Start">Where the payload stands in its section; of a pointer what it points to.</param>
internal readonly record struct DataValue(DataType Type, int Size, long Start)
{
    /// <summary>Whether a pointer led to it, so that its parts are not where the reading goes on.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>How many values follow as parts of this one.</summary>
    public long Parts => Type switch
    {
        DataType.Map => 2L * Size,
        DataType.Array => Size,
        _ => 0,
    };

    public bool IsUnsigned => Type is DataType.UInt16 or DataType.UInt32 or DataType.UInt64;
}
