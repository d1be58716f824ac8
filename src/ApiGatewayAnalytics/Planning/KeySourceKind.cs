namespace ApiGatewayAnalytics.Planning;

/// <summary>What a group key is.</summary>
internal enum KeySourceKind
{
    /// <summary>Whose API it is: account, region, API and stage as one key.</summary>
    Entity,

    /// <summary>A text, or a number as text.</summary>
    Text,

    /// <summary>A status, which is its own key; 0 where it is absent.</summary>
    Status,
}
