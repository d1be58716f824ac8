namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>One condition of an entry: a test, mostly of a field, sometimes with a value.</summary>
internal sealed record CatalogTest(string Test, string? Field, string? Value);
