namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// The files that were given before, so that one given twice is read once: by its full path, or under another name by its
/// <see cref="SourceFingerprint"/>. Empty files have no fingerprint. Keeps one entry per file for its lifetime. Thread-safe.
/// </summary>
internal sealed class SourceFilter
{
    private const byte BinaryVersion = 1;

    private static readonly StringComparer s_pathComparer =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly object _lock = new();
    private readonly HashSet<string> _paths = new(s_pathComparer);
    private readonly HashSet<SourceFingerprint> _fingerprints = [];

    /// <summary>Whether a file is new by its path and by its content; it is known from then on.</summary>
    /// <param name="path">The path; a relative one counts from the current folder.</param>
    /// <param name="content">The content, which has to be able to seek; it is left where it was.</param>
    public bool TryAdd(string path, Stream content)
    {
        string full = Path.GetFullPath(path);
        SourceFingerprint fingerprint = SourceFingerprint.Of(content);
        lock (_lock)
        {
            bool isNew = _paths.Add(full);
            return (fingerprint.Length == 0 || _fingerprints.Add(fingerprint)) && isNew;
        }
    }

    /// <summary>Writes the fingerprints; paths may mean other files by the time they are read.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        lock (_lock)
        {
            writer.Write(BinaryVersion);
            writer.Write7BitEncodedInt(_fingerprints.Count);
            foreach (SourceFingerprint fingerprint in _fingerprints)
            {
                writer.Write(fingerprint.Length);
                writer.Write((ulong)(fingerprint.Hash >> 64));
                writer.Write((ulong)fingerprint.Hash);
            }
        }
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Another version, or a count or length that is negative.</exception>
    /// <exception cref="EndOfStreamException">The data ends early.</exception>
    public void ReadFrom(BinaryReader reader)
    {
        byte version = reader.ReadByte();
        if (version != BinaryVersion)
            throw new InvalidDataException($"Version {version} of a source filter is unknown; this library reads {BinaryVersion}.");
        int count = reader.Read7BitEncodedInt();
        if (count < 0)
            throw new InvalidDataException($"A source filter holds {count} files.");
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
            {
                long length = reader.ReadInt64();
                if (length < 0)
                    throw new InvalidDataException($"A source filter holds a file of {length} bytes.");
                _fingerprints.Add(new SourceFingerprint(length, new UInt128(reader.ReadUInt64(), reader.ReadUInt64())));
            }
        }
    }

    /// <summary>Adds the fingerprints of another filter, which must not change meanwhile.</summary>
    public void MergeFrom(SourceFilter other)
    {
        lock (_lock)
        {
            _fingerprints.UnionWith(other._fingerprints);
        }
    }
}
