namespace ApiGatewayAnalytics.Planning;

/// <summary>Where a group key comes from. Its numbers are those of an entity, of a dictionary, or statuses.</summary>
/// <param name="Kind">What the key is.</param>
/// <param name="Field">The number of the field; -1 for the entity.</param>
internal sealed record KeySource(KeySourceKind Kind, int Field)
{
    public static KeySource Entity { get; } = new(KeySourceKind.Entity, -1);
}
