using System.Buffers.Binary;
using System.Text;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>
/// Writes MaxMind DB files from the published format alone, without anything of the reader. Values are dictionaries, arrays, texts,
/// numbers of all types, bytes and booleans; one that is given twice (the same object) is written once and pointed to.
/// </summary>
internal sealed class MaxMindWriter
{
    private readonly MaxMindNode _root = new();
    private readonly List<MaxMindNode> _nodes = [];
    private readonly List<byte> _data = [];
    private readonly Dictionary<object, long> _written = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _shared = new(ReferenceEqualityComparer.Instance);

    public int RecordSize { get; init; } = 28;

    public int IPVersion { get; init; } = 6;

    /// <summary>The fewest bytes of pointers; longer ones where they need to be.</summary>
    public int PointerBytes { get; init; } = 1;

    public Dictionary<string, object> Metadata { get; } = new()
    {
        ["binary_format_major_version"] = (ushort)2,
        ["binary_format_minor_version"] = (ushort)0,
        ["build_epoch"] = 1_700_000_000UL,
        ["database_type"] = "Test",
        ["description"] = new Dictionary<string, object> { ["en"] = "made for a test" },
        ["languages"] = new object[] { "en" },
    };

    /// <summary>Values that pointers lead to; they are written first.</summary>
    public void Share(params object[] values)
    {
        foreach (object value in values)
        {
            _shared.Add(value);
            _written[value] = _data.Count;
            WriteValue(_data, value, PointerBytes, isTop: true);
        }
    }

    /// <summary>Moves what is written from now on further back.</summary>
    public void Pad(int bytes)
    {
        for (int left = bytes; left > 0; left -= 60_000)
            WriteValue(_data, new byte[Math.Min(left, 60_000)], PointerBytes);
    }

    /// <summary>Adds networks, the wider ones before the narrower ones.</summary>
    public void Add(UInt128 start, int prefix, object value)
    {
        int width = IPVersion == 6 ? 128 : 32;
        MaxMindNode node = _root;
        for (int bit = 0; bit < prefix; bit++)
        {
            if (node.Value is { } outer)
            {
                (node.Sides[0], node.Sides[1], node.Value) = (new MaxMindNode { Value = outer }, new MaxMindNode { Value = outer }, null);
            }

            int side = (int)((start >> (width - 1 - bit)) & 1);
            node = node.Sides[side] ??= new MaxMindNode();
        }

        (node.Sides[0], node.Sides[1], node.Value) = (null, null, value);
    }

    /// <summary>Makes a network of IPv6 another name of the one that holds IPv4.</summary>
    public void AliasIPv4(UInt128 start, int prefix)
    {
        MaxMindNode ipv4 = _root;
        for (int bit = 0; bit < 96; bit++)
            ipv4 = ipv4.Sides[0] ??= new MaxMindNode();
        MaxMindNode node = _root;
        for (int bit = 0; bit < prefix - 1; bit++)
            node = node.Sides[(int)((start >> (127 - bit)) & 1)] ??= new MaxMindNode();
        node.Sides[(int)((start >> (128 - prefix)) & 1)] = ipv4;
    }

    public byte[] ToArray()
    {
        Number(_root);
        var tree = new List<byte>();
        foreach (MaxMindNode node in _nodes)
            WriteNode(tree, Record(node.Sides[0]), Record(node.Sides[1]));

        Metadata.TryAdd("node_count", (uint)_nodes.Count);
        Metadata.TryAdd("record_size", (ushort)RecordSize);
        Metadata.TryAdd("ip_version", (ushort)IPVersion);
        tree.AddRange(new byte[16]);
        tree.AddRange(_data);
        tree.AddRange([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        WriteValue(tree, Metadata, 1, isTop: true);
        return [.. tree];
    }

    private void Number(MaxMindNode node)
    {
        if (node.Number >= 0 || node.IsLeaf)
            return;
        node.Number = _nodes.Count;
        _nodes.Add(node);
        foreach (MaxMindNode? side in node.Sides)
        {
            if (side is not null)
                Number(side);
        }
    }

    private ulong Record(MaxMindNode? node)
    {
        if (node is null)
            return (ulong)_nodes.Count;
        if (node.Value is not { } value)
            return (ulong)node.Number;
        if (!_written.TryGetValue(value, out long position))
        {
            position = _data.Count;
            WriteValue(_data, value, PointerBytes, isTop: true);
            _written[value] = position;
        }

        return (ulong)(_nodes.Count + 16 + position);
    }

    private void WriteNode(List<byte> tree, ulong left, ulong right)
    {
        Assert.True(Math.Max(left, right) < 1UL << RecordSize);
        switch (RecordSize)
        {
            case 28:
                tree.AddRange([(byte)(left >> 16), (byte)(left >> 8), (byte)left, (byte)(((left >> 24) << 4) | (right >> 24))]);
                tree.AddRange([(byte)(right >> 16), (byte)(right >> 8), (byte)right]);
                break;
            default:
                foreach (ulong record in (ulong[])[left, right])
                {
                    for (int shift = RecordSize - 8; shift >= 0; shift -= 8)
                        tree.Add((byte)(record >> shift));
                }

                break;
        }
    }

    private void WriteValue(List<byte> to, object value, int pointerBytes, bool isTop = false)
    {
        if (!isTop && _shared.Contains(value))
        {
            WritePointer(to, (ulong)_written[value], pointerBytes);
            return;
        }

        switch (value)
        {
            case string text:
                WritePayload(to, 2, Encoding.UTF8.GetBytes(text));
                break;
            case double number:
                byte[] eight = new byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(eight, number);
                WritePayload(to, 3, eight);
                break;
            case float number:
                byte[] four = new byte[4];
                BinaryPrimitives.WriteSingleBigEndian(four, number);
                WritePayload(to, 15, four);
                break;
            case byte[] bytes:
                WritePayload(to, 4, bytes);
                break;
            case ushort number:
                WritePayload(to, 5, Shortest(number));
                break;
            case uint number:
                WritePayload(to, 6, Shortest(number));
                break;
            case int number:
                WritePayload(to, 8, number < 0 ? Shortest((uint)number) : Shortest((UInt128)number));
                break;
            case ulong number:
                WritePayload(to, 9, Shortest(number));
                break;
            case UInt128 number:
                WritePayload(to, 10, Shortest(number));
                break;
            case bool flag:
                WriteHead(to, 14, flag ? 1 : 0);
                break;
            case object[] array:
                WriteHead(to, 11, array.Length);
                foreach (object part in array)
                    WriteValue(to, part, pointerBytes);
                break;
            case Dictionary<string, object> map:
                WriteHead(to, 7, map.Count);
                foreach ((string key, object part) in map)
                {
                    WriteValue(to, _shared.FirstOrDefault(shared => shared.Equals(key)) ?? key, pointerBytes);
                    WriteValue(to, part, pointerBytes);
                }

                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no type of the format.");
        }
    }

    private static byte[] Shortest(UInt128 number)
    {
        var bytes = new List<byte>();
        for (; number > 0; number >>= 8)
            bytes.Insert(0, (byte)number);
        return [.. bytes];
    }

    private static void WritePayload(List<byte> to, int type, byte[] payload)
    {
        WriteHead(to, type, payload.Length);
        to.AddRange(payload);
    }

    private static void WriteHead(List<byte> to, int type, int size)
    {
        int low = size < 29 ? size : size < 285 ? 29 : size < 65_821 ? 30 : 31;
        to.Add((byte)((type < 8 ? type << 5 : 0) | low));
        if (type >= 8)
            to.Add((byte)(type - 7));
        int more = size - low switch { 29 => 29, 30 => 285, 31 => 65_821, _ => size };
        for (int shift = (low - 29) * 8; low >= 29 && shift >= 0; shift -= 8)
            to.Add((byte)(more >> shift));
    }

    private static void WritePointer(List<byte> to, ulong target, int least)
    {
        int bytes = Math.Max(least, target < 2_048 ? 1 : target < 526_336 ? 2 : target < 134_744_064 ? 3 : 4);
        // A pointer that is longer than it needs to be cannot say less than where its range begins.
        ulong offset = bytes switch { 2 => 2_048, 3 => 526_336, _ => 0 };
        Assert.True(target >= offset);
        target -= offset;
        to.Add((byte)(0x20 | ((bytes - 1) << 3) | (bytes == 4 ? 0 : (int)(target >> (8 * bytes)))));
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
            to.Add((byte)(target >> shift));
    }
}
