namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>One step of an order: a measure's name, <c>keys</c> for all keys, or a column.</summary>
internal sealed record CatalogOrder(string Name, bool Descending);
