using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>A name that stood among the members of an object, and those that followed it last. Not thread-safe.</summary>
/// <param name="name">The name, as it stands in JSON.</param>
/// <param name="member">What is needed of it; null where nothing is.</param>
internal sealed class EventName(ReadOnlySpan<byte> name, EventMember? member)
{
    /// <summary>The name as it mostly stands behind another member: <c>,"name":</c>.</summary>
    public GuessedText Text { get; } = new([.. ",\""u8, .. name, .. "\":"u8]);

    public EventMember? Member => member;

    /// <summary>The name that followed last; null where none did.</summary>
    public EventName? Next { get; private set; }

    /// <summary>The name that followed before it.</summary>
    public EventName? Other { get; private set; }

    public bool Is(ReadOnlySpan<byte> other) => Text.Bytes[2..^2].SequenceEqual(other);

    public void Follow(EventName next)
    {
        Other = Next;
        Next = next;
    }
}
