using System.Collections.Frozen;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics;

/// <summary>
/// The names of APIs by identifier: those that the host gives, else what its resolver says, else the one of the newest event that names
/// the API, which an <see cref="ApiNames"/> of its own learns. Thread-safe.
/// </summary>
/// <param name="given">The names that the host gives.</param>
/// <param name="resolver">Knows further names; null where there is none.</param>
internal sealed class ApiNameBook(IEnumerable<KeyValuePair<string, string>> given, IApiNameResolver? resolver)
{
    private const byte BinaryVersion = 1;

    private readonly FrozenDictionary<string, string> _given = given.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly ApiNames _learned = new();

    /// <summary>Differs when a name may have changed, so that what is remembered of earlier questions is computed anew.</summary>
    public string Version => $"{_learned.Version}.{resolver?.Version}";

    /// <summary>The name of an API; null where none is known.</summary>
    public string? Find(string id)
    {
        if (_given.TryGetValue(id, out string? given))
        {
            return given;
        }

        return (resolver?.Find(id) ?? _learned.Find(id))?.Name;
    }

    /// <summary>Takes the name that an event gives an API.</summary>
    /// <param name="id">The identifier.</param>
    /// <param name="name">The name.</param>
    /// <param name="time">The event's time in milliseconds since 1970.</param>
    public void Learn(string id, string name, long time) => _learned.Learn(id, name, accountId: null, region: null, DateTimeOffset.FromUnixTimeMilliseconds(time));

    public void WriteTo(BinaryWriter writer)
    {
        (string ApiId, string Name, DateTimeOffset Time)[] learned = _learned.Learned();
        writer.Write(BinaryVersion);
        writer.Write7BitEncodedInt(learned.Length);
        foreach ((string id, string name, DateTimeOffset time) in learned)
        {
            writer.Write(id);
            writer.Write(name);
            writer.Write7BitEncodedInt64(time.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Another version, or a count that is negative.</exception>
    /// <exception cref="EndOfStreamException">The data ends early.</exception>
    public void ReadFrom(BinaryReader reader)
    {
        byte version = reader.ReadByte();
        if (version != BinaryVersion)
        {
            throw new InvalidDataException($"Version {version} of names of APIs is unknown; this library reads {BinaryVersion}.");
        }

        int count = reader.Read7BitEncodedInt();
        if (count < 0)
        {
            throw new InvalidDataException($"There are {count} names of APIs.");
        }

        for (int i = 0; i < count; i++)
        {
            Learn(reader.ReadString(), reader.ReadString(), reader.Read7BitEncodedInt64());
        }
    }

    /// <summary>Adds what another book has learned.</summary>
    public void MergeFrom(ApiNameBook other)
    {
        foreach ((string id, string name, DateTimeOffset time) in other._learned.Learned())
        {
            Learn(id, name, time.ToUnixTimeMilliseconds());
        }
    }
}
