namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>What all requests of an API have in common.</summary>
internal sealed record ApiProfile
{
    public required int Index { get; init; }

    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string DomainName { get; init; }

    /// <summary>Null where the API is called by its execute-api name.</summary>
    public required string? BasePath { get; init; }

    public required ApiAccess Access { get; init; }

    /// <summary>Null where there is no firewall.</summary>
    public required string? WebaclArn { get; init; }

    public required string[] Stages { get; init; }

    public required string[] ResourceIds { get; init; }

    public required string Region { get; init; }
}
