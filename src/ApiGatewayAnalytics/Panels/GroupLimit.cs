using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Panels;

/// <summary>How many rows a panel shows for each value of one of its keys: the first ones in the panel's order. Immutable.</summary>
/// <param name="Key">The key, one of those that the panel groups by.</param>
/// <param name="Limit">The most rows for each of its values; positive.</param>
public sealed record GroupLimit(Field Key, int Limit);
