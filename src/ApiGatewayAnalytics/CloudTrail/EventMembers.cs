using System.Text;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>
/// The members of an object that something needs, by name: found by length and edges, then compared. Remembers other names too, as
/// far as there are not too many, and which name follows which: a service writes its events alike. Not thread-safe.
/// </summary>
internal sealed class EventMembers
{
    private const int Size = 256;
    private const int MostOthers = 128;

    private readonly EventName[][] _buckets = new EventName[Size][];
    private readonly EventMember? _bodies;
    private int _others;

    /// <param name="members">The members.</param>
    /// <param name="bodies">What members are that hold the body of a request, <c>createStageInput</c> and the like; null where there are none.</param>
    public EventMembers(IEnumerable<KeyValuePair<string, EventMember>> members, EventMember? bodies = null)
    {
        Array.Fill(_buckets, []);
        _bodies = bodies;
        foreach ((string name, EventMember member) in members)
        {
            Add(Encoding.UTF8.GetBytes(name), member);
        }
    }

    /// <summary>Stands before the first name.</summary>
    public EventName Start { get; } = new([], null);

    /// <summary>The member called so; null where nothing needs it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="last">The name before; the found one, if it is remembered.</param>
    public EventMember? Find(ReadOnlySpan<byte> name, ref EventName last)
    {
        if (!name.IsEmpty)
        {
            foreach (EventName known in _buckets[BucketOf(name)])
            {
                if (known.Is(name))
                {
                    last.Follow(known);
                    last = known;
                    return known.Member;
                }
            }
        }

        EventMember? member = _bodies is not null && name.EndsWith("Input"u8) ? _bodies : null;
        if (!name.IsEmpty && _others < MostOthers)
        {
            _others++;
            EventName added = Add(name, member);
            last.Follow(added);
            last = added;
        }

        return member;
    }

    private static int BucketOf(ReadOnlySpan<byte> name) => ((name.Length * 29) ^ (name[0] * 5) ^ (name[^1] * 3) ^ name[name.Length / 2]) & (Size - 1);

    private EventName Add(ReadOnlySpan<byte> name, EventMember? member)
    {
        var added = new EventName(name, member);
        ref EventName[] bucket = ref _buckets[BucketOf(name)];
        bucket = [.. bucket, added];
        return added;
    }
}
