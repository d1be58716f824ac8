namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>A member of an event that something needs.</summary>
/// <param name="Slot">Where its value is kept; negative where only what is in it is needed.</param>
/// <param name="Inner">The members in it that something needs; null where none is.</param>
/// <param name="IsJson">Whether an object or array is kept as the JSON that it is; else it is no value.</param>
internal sealed record EventMember(int Slot, EventMembers? Inner = null, bool IsJson = false);
