namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>What the surroundings of a record say of it, used where the record itself is silent. Time in milliseconds since 1970.</summary>
internal sealed record ReferenceOrigin(string? Account = null, string? Region = null, long? Time = null)
{
    public static ReferenceOrigin None { get; } = new();
}
