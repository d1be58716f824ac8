namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>
/// The binary tree over the bits of addresses. A node is two records of 24, 28 or 32 bits; a record is another node, nothing, or a
/// place in the data. A lookup ends after 32 or 128 steps, whatever the file says.
/// </summary>
internal sealed class SearchTree
{
    /// <summary>Zero bytes between the tree and the data; records count them.</summary>
    public const int SeparatorLength = 16;

    private readonly MappedBytes _bytes;
    private readonly int _recordSize;
    private readonly int _nodeSize;
    private readonly long _dataLength;

    /// <summary>Where addresses of IPv4 begin: below 96 zero bits, and sometimes that far the tree does not go.</summary>
    private readonly uint _firstIPv4;

    /// <param name="bytes">The file, which holds the whole tree and the separator.</param>
    /// <param name="metadata">Describes the tree.</param>
    /// <param name="dataLength">The length of the section that records point into.</param>
    public SearchTree(MappedBytes bytes, DatabaseMetadata metadata, long dataLength)
    {
        _bytes = bytes;
        _recordSize = metadata.RecordSize;
        _nodeSize = metadata.NodeSize;
        _dataLength = dataLength;
        NodeCount = metadata.NodeCount;
        AddressBits = metadata.IPVersion == 6 ? 128 : 32;
        for (int bit = 0; bit < AddressBits - 32 && _firstIPv4 < NodeCount; bit++)
        {
            _firstIPv4 = Record(_firstIPv4, 0);
        }
    }

    public uint NodeCount { get; }

    public int AddressBits { get; }

    /// <summary>Finds the record of the longest network that holds an address.</summary>
    public bool TryFind(InternetAddress address, out long position)
    {
        position = 0;
        UInt128 path = address.Bits;
        uint record = 0;
        int steps = AddressBits;
        if (address.IsIPv4)
        {
            record = _firstIPv4;
            path <<= 96;
            steps = 32;
        }
        else if (AddressBits == 32)
        {
            return false;
        }

        ulong bits = (ulong)(path >> 64);
        for (int step = 0; record < NodeCount; step++)
        {
            if (step == steps)
            {
                return false;
            }

            if (step == 64)
            {
                bits = (ulong)path;
            }

            record = Record(record, (int)(bits >> 63));
            bits <<= 1;
        }

        return TryGetPosition(record, out position);
    }

    /// <summary>Where a record that is no node points to; false where that is nowhere.</summary>
    public bool TryGetPosition(uint record, out long position)
    {
        position = (long)record - NodeCount - SeparatorLength;
        return (ulong)position < (ulong)_dataLength;
    }

    /// <summary>The left (0) or right (1) record of a node. Reads past the node by up to two bytes, which are the separator's.</summary>
    public uint Record(uint node, int side)
    {
        ulong bits = _bytes.ReadBigEndian((long)node * _nodeSize);
        return (_recordSize, side) switch
        {
            (24, 0) => (uint)(bits >> 40),
            (24, _) => (uint)(bits >> 16) & 0xFF_FFFF,
            (28, 0) => (uint)(bits >> 40) | ((uint)(bits >> 12) & 0xF00_0000), // The middle byte holds the top four bits of both.
            (28, _) => (uint)(bits >> 8) & 0xFFF_FFFF,
            (_, 0) => (uint)(bits >> 32),
            _ => (uint)bits,
        };
    }
}
