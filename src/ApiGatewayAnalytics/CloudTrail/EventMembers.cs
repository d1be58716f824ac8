using System.Text;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>The members of an object that something needs, by name. Found by length and edges, then compared. Immutable.</summary>
internal sealed class EventMembers
{
    private const int Size = 256;

    private readonly (byte[] Name, EventMember Member)[][] _buckets = new (byte[], EventMember)[Size][];

    /// <param name="members">The members.</param>
    /// <param name="bodies">What members are that hold the body of a request, <c>createStageInput</c> and the like; null where there are none.</param>
    public EventMembers(IEnumerable<KeyValuePair<string, EventMember>> members, EventMember? bodies = null)
    {
        Array.Fill(_buckets, []);
        Bodies = bodies;
        foreach ((string name, EventMember member) in members)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            ref (byte[] Name, EventMember Member)[] bucket = ref _buckets[BucketOf(bytes)];
            bucket = [.. bucket, (bytes, member)];
        }
    }

    private EventMember? Bodies { get; }

    /// <summary>The member called so; null where nothing needs it.</summary>
    public EventMember? Find(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
        {
            foreach ((byte[] known, EventMember member) in _buckets[BucketOf(name)])
            {
                if (name.SequenceEqual(known))
                {
                    return member;
                }
            }
        }

        return Bodies is not null && name.EndsWith("Input"u8) ? Bodies : null;
    }

    private static int BucketOf(ReadOnlySpan<byte> name) => ((name.Length * 29) ^ (name[0] * 5) ^ (name[^1] * 3) ^ name[name.Length / 2]) & (Size - 1);
}
