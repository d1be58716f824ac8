namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>A name that stood among the members of an object, and the one that followed it last. Not thread-safe.</summary>
/// <param name="name">The name, as it stands in JSON.</param>
/// <param name="member">What is needed of it; null where nothing is.</param>
internal sealed class EventName(ReadOnlySpan<byte> name, EventMember? member)
{
    /// <summary>The name as it mostly stands behind another member: <c>,"name":</c>.</summary>
    public byte[] Text { get; } = [.. ",\""u8, .. name, .. "\":"u8];

    public EventMember? Member => member;

    /// <summary>The name that followed last; null where none did.</summary>
    public EventName? Next { get; set; }

    public bool Is(ReadOnlySpan<byte> other) => Text.AsSpan(2, Text.Length - 4).SequenceEqual(other);
}
