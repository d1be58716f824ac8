namespace ApiGatewayAnalytics.Planning;

/// <summary>The parts of an entity, in the order of its tuple.</summary>
internal enum EntityPart
{
    Account,
    Region,
    ApiId,
    Stage,

    /// <summary>Not in the tuple: the name of <see cref="ApiId"/>, found when queried.</summary>
    ApiName,
}
