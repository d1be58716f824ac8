using System.Buffers.Binary;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Remembers what <see cref="ExecuteApiDomain"/> said of the names met before, since a log holds few of them and each of its
/// records one. Bounded, and exact: a name is compared before its answer is given. Not thread-safe.
/// </summary>
internal sealed class ExecuteApiDomains
{
    private const int LongestName = 128;
    private const int IndexBits = 7;

    private readonly Entry?[] _entries = new Entry?[1 << IndexBits];

    /// <inheritdoc cref="ExecuteApiDomain.TryParse"/>
    public bool TryParse(ReadOnlySpan<byte> domain, out Range id, out Range region)
    {
        if (domain.Length is < sizeof(ulong) or > LongestName)
        {
            return ExecuteApiDomain.TryParse(domain, out id, out region);
        }

        ulong start = BinaryPrimitives.ReadUInt64LittleEndian(domain);
        Entry entry = _entries[(start * 0x9E3779B97F4A7C15) >> (64 - IndexBits)] ??= new Entry();
        if (!domain.SequenceEqual(entry.Name.AsSpan(0, entry.Length)))
        {
            entry.IsDefault = ExecuteApiDomain.TryParse(domain, out entry.Id, out entry.Region);
            domain.CopyTo(entry.Name);
            entry.Length = domain.Length;
        }

        id = entry.Id;
        region = entry.Region;
        return entry.IsDefault;
    }

    private sealed class Entry
    {
        public readonly byte[] Name = new byte[LongestName];
        public int Length;
        public bool IsDefault;
        public Range Id;
        public Range Region;
    }
}
