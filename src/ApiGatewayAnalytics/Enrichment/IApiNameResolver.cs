namespace ApiGatewayAnalytics.Enrichment;

/// <summary>Tells the names of APIs. Asked when a panel is queried, from many threads at once.</summary>
public interface IApiNameResolver
{
    /// <summary>What is known of an API.</summary>
    /// <param name="apiId">Its identifier, as in <c>$context.apiId</c>.</param>
    /// <returns>The API; null where nothing is known.</returns>
    ApiDescription? Find(string apiId);

    /// <summary>
    /// Differs from before when an answer of <see cref="Find"/> may: engines remember what they answered under earlier names only until
    /// then.
    /// </summary>
    long Version { get; }
}
