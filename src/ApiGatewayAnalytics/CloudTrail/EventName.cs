using System.Runtime.Intrinsics;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// A name that stood among the members of an object, and those that followed it last. Its text is kept as a vector, too, so that a
/// guessed name is compared without a call. Not thread-safe.
/// </summary>
internal sealed class EventName
{
    private readonly byte[] _text;

    /// <param name="name">The name, as it stands in JSON.</param>
    /// <param name="member">What is needed of it; null where nothing is.</param>
    public EventName(ReadOnlySpan<byte> name, EventMember? member)
    {
        _text = [.. ",\""u8, .. name, .. "\":"u8];
        Member = member;
        if (_text.Length <= Vector256<byte>.Count)
        {
            Span<byte> padded = stackalloc byte[Vector256<byte>.Count];
            padded.Clear();
            _text.CopyTo(padded);
            Pattern = Vector256.Create<byte>(padded);
            Beyond = _text.Length == Vector256<byte>.Count ? 0 : uint.MaxValue << _text.Length;
        }
    }

    /// <summary>The name as it mostly stands behind another member: <c>,"name":</c>.</summary>
    public ReadOnlySpan<byte> Text => _text;

    public int Length => _text.Length;

    /// <summary>Whether <see cref="Pattern"/> holds all of the text.</summary>
    public bool IsShort => _text.Length <= Vector256<byte>.Count;

    /// <summary>The text, and zeros.</summary>
    public Vector256<byte> Pattern { get; }

    /// <summary>The bits of the bytes behind the text.</summary>
    public uint Beyond { get; }

    public EventMember? Member { get; }

    /// <summary>The name that followed last; null where none did.</summary>
    public EventName? Next { get; private set; }

    /// <summary>The name that followed before it.</summary>
    public EventName? Other { get; private set; }

    public bool Is(ReadOnlySpan<byte> other) => _text.AsSpan(2, _text.Length - 4).SequenceEqual(other);

    public void Follow(EventName next)
    {
        Other = Next;
        Next = next;
    }
}
