namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The layouts that a source was seen to use, found by the names of a record's members. Bounded: a source of endlessly many
/// layouts costs time, not memory. Not thread-safe.
/// </summary>
internal sealed class JsonLayouts(KeyResolver resolver)
{
    private const int MostLayouts = 64;
    private const int MostKeys = 512;
    private const int MostNameBytes = 16 * 1024;

    private readonly Dictionary<int, JsonLayout> _known = [];

    /// <summary>The layout of a record whose members stand in <paramref name="buffer"/>, learnt if it is new.</summary>
    public JsonLayout Find(ReadOnlySpan<byte> buffer, MemberList members)
    {
        int hash = Hash(buffer, members, out int nameBytes);
        if (_known.TryGetValue(hash, out JsonLayout? layout) && Matches(buffer, members, layout))
        {
            return layout;
        }

        layout = resolver.Resolve(buffer, members);
        if (members.Count <= MostKeys && nameBytes <= MostNameBytes)
        {
            if (_known.Count == MostLayouts)
            {
                _known.Clear();
            }

            _known[hash] = layout;
        }

        return layout;
    }

    private static int Hash(ReadOnlySpan<byte> buffer, MemberList members, out int nameBytes)
    {
        var hash = default(HashCode);
        nameBytes = 0;
        for (int index = 0; index < members.Count; index++)
        {
            ref readonly JsonMember member = ref members[index];
            hash.AddBytes(buffer.Slice(member.Name, member.NameLength));
            hash.Add(member.Kind == MemberKind.Object);
            nameBytes += member.NameLength;
        }

        return hash.ToHashCode();
    }

    private static bool Matches(ReadOnlySpan<byte> buffer, MemberList members, JsonLayout layout)
    {
        if (layout.Keys.Length != members.Count)
        {
            return false;
        }

        for (int index = 0; index < members.Count; index++)
        {
            ref readonly JsonMember member = ref members[index];
            ref readonly LayoutKey key = ref layout.Keys[index];
            MemberKind kind = member.Kind is MemberKind.Object or MemberKind.EndObject ? member.Kind : MemberKind.Text;
            if (key.Kind != kind || !buffer.Slice(member.Name, member.NameLength).SequenceEqual(key.Name))
            {
                return false;
            }
        }

        return true;
    }
}
