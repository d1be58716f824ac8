using System.Collections.Frozen;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics;

/// <summary>
/// The names of APIs by identifier: those that the host gives, else what its resolver says, else the one of the newest event that names
/// the API; of two of the same time the one that sorts last, so that the order of reading does not matter. Holds at most 100,000
/// learned names. Thread-safe.
/// </summary>
/// <param name="given">The names that the host gives.</param>
/// <param name="resolver">Knows further names; null where there is none.</param>
internal sealed class ApiNameBook(IEnumerable<KeyValuePair<string, string>> given, IApiNameResolver? resolver)
{
    private const byte BinaryVersion = 1;
    private const int MostLearned = 100_000;

    private readonly object _lock = new();
    private readonly FrozenDictionary<string, string> _given = given.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Time, string Name)> _learned = new(StringComparer.Ordinal);
    private long _learnings;

    /// <summary>Differs when a name may have changed, so that what is remembered of earlier questions is computed anew.</summary>
    public string Version => $"{Interlocked.Read(ref _learnings)}.{resolver?.Version}";

    /// <summary>The name of an API; null where none is known.</summary>
    public string? Find(string id)
    {
        if (_given.TryGetValue(id, out string? given))
        {
            return given;
        }

        if (resolver?.Find(id) is { } description)
        {
            return description.Name;
        }

        lock (_lock)
        {
            return _learned.TryGetValue(id, out (long Time, string Name) learned) ? learned.Name : null;
        }
    }

    /// <summary>Takes the name that an event gives an API.</summary>
    /// <param name="id">The identifier.</param>
    /// <param name="name">The name.</param>
    /// <param name="time">The event's time in milliseconds since 1970.</param>
    public void Learn(string id, string name, long time)
    {
        lock (_lock)
        {
            bool isKnown = _learned.TryGetValue(id, out (long Time, string Name) last);
            bool isNewer = !isKnown || time > last.Time || (time == last.Time && string.CompareOrdinal(name, last.Name) > 0);
            if (isNewer && (isKnown || _learned.Count < MostLearned))
            {
                _learned[id] = (time, name);
                if (!isKnown || last.Name != name)
                {
                    Interlocked.Increment(ref _learnings);
                }
            }
        }
    }

    public void WriteTo(BinaryWriter writer)
    {
        lock (_lock)
        {
            writer.Write(BinaryVersion);
            writer.Write7BitEncodedInt(_learned.Count);
            foreach ((string id, (long time, string name)) in _learned)
            {
                writer.Write(id);
                writer.Write(name);
                writer.Write7BitEncodedInt64(time);
            }
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
}
