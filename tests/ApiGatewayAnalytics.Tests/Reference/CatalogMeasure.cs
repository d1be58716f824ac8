namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>One measure of an entry.</summary>
internal sealed record CatalogMeasure(
    string Kind, string? Field, IReadOnlyList<int> Percentiles, IReadOnlyList<string> Columns, IReadOnlyList<string> Of);
