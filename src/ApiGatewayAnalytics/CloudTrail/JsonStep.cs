namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>How a step through JSON text ended.</summary>
internal enum JsonStep
{
    /// <summary>What was looked for is there.</summary>
    Done,

    /// <summary>The object is over.</summary>
    End,

    /// <summary>The text ends before.</summary>
    Incomplete,

    /// <summary>The text is not JSON.</summary>
    Broken,
}
