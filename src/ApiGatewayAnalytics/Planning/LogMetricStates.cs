namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// The numbers of the states of access logs that panels of metrics are derived from. Their keys begin with the entity and the kind of the
/// API; a status comes last.
/// </summary>
/// <param name="Counts">Records by status.</param>
/// <param name="Latencies">The distributions of both latencies, then sums of both and of the data processed.</param>
/// <param name="Routes">Records by route and status, and sums of both latencies.</param>
/// <param name="RouteData">Sums of the data processed by route.</param>
internal sealed record LogMetricStates(int Counts, int Latencies, int Routes, int RouteData)
{
    /// <summary>The column of the kind.</summary>
    public const int Kind = 1;

    /// <summary>The columns of a route.</summary>
    public const int ResourcePath = 2;

    public const int RouteKey = 3;
    public const int Method = 4;

    /// <summary>The first sum of <see cref="Latencies"/>.</summary>
    public const int FirstSum = 2;
}
