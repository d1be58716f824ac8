namespace ApiGatewayAnalytics.Enrichment;

/// <summary>An API. Immutable.</summary>
/// <param name="ApiId">Its identifier, such as <c>a1b2c3d4e5</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="AccountId">The account that owns it; null where that is not known.</param>
/// <param name="Region">The region it is in; null where that is not known.</param>
public sealed record ApiDescription(string ApiId, string Name, string? AccountId, string? Region);
