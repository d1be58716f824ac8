namespace ApiGatewayAnalytics.Planning;

/// <summary>
/// The states of access logs that panels of metrics are derived from, and how they are read: with the keys below. In the states
/// themselves the entity comes first and the kind of the API second, and both latencies and the data processed are measured after the count.
/// </summary>
/// <param name="Totals">Records by API and stage.</param>
/// <param name="Percentiles">The distributions of both latencies, which no trend shows, so by hour.</param>
/// <param name="Routes">Records by route.</param>
internal sealed record LogMetricStates(PanelPlan Totals, PanelPlan Percentiles, PanelPlan Routes)
{
    public const int Account = 0;
    public const int Region = 1;
    public const int ApiId = 2;
    public const int ApiName = 3;
    public const int Stage = 4;
    public const int Kind = 5;

    /// <summary>4 or 5 of errors; not of percentiles.</summary>
    public const int ErrorClass = 6;

    /// <summary>The parts of a route; of routes alone.</summary>
    public const int RouteKey = 7;

    public const int Method = 8;

    /// <summary>Last, as the key with most values.</summary>
    public const int ResourcePath = 9;

    /// <summary>The keys that are parts of the entity, which stands first in each state.</summary>
    public static EntityPart[] EntityParts { get; } =
        [EntityPart.Account, EntityPart.Region, EntityPart.ApiId, EntityPart.ApiName, EntityPart.Stage];
}
