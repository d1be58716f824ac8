namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Whether a group with these keys counts.</summary>
internal delegate bool KeyFilter(ReadOnlySpan<int> keys);
