namespace ApiGatewayAnalytics.Panels;

/// <summary>A half-open range of time in UTC.</summary>
/// <param name="From">The first moment that belongs to it.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To);
