namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// The numbers of the states of access logs that panels of metrics are derived from. Their keys begin with the entity and the kind of the
/// API; a status comes last.
/// </summary>
/// <param name="Counts">Records by status.</param>
/// <param name="Latencies">Sums of both latencies and of the data processed.</param>
/// <param name="Percentiles">The distributions of both latencies, which no trend shows, so by hour.</param>
/// <param name="Routes">Records by route and status.</param>
/// <param name="RouteSums">Sums of both latencies and of the data processed by route.</param>
internal sealed record LogMetricStates(int Counts, int Latencies, int Percentiles, int Routes, int RouteSums)
{
    /// <summary>The column of the kind.</summary>
    public const int Kind = 1;

    /// <summary>The columns of a route.</summary>
    public const int ResourcePath = 2;

    public const int RouteKey = 3;
    public const int Method = 4;
}
