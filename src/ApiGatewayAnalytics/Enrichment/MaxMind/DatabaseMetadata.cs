using System.Text;

namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>What a file says of itself: a map behind the last marker, which stands in the last 128 KiB.</summary>
internal sealed class DatabaseMetadata
{
    private const int LongestTail = 128 * 1024;

    /// <summary>Descriptions in many languages are a few hundred values.</summary>
    private const int Budget = 20_000;

    private const string Damaged = "its metadata is damaged";

    private static readonly byte[] s_marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    private uint? _nodeCount;
    private uint? _recordSize;
    private uint? _ipVersion;
    private uint? _version;
    private ulong? _buildEpoch;
    private string? _type;

    private DatabaseMetadata(long markerPosition) => MarkerPosition = markerPosition;

    /// <summary>Where the metadata begins and the data ends.</summary>
    public long MarkerPosition { get; }

    public uint NodeCount => _nodeCount.GetValueOrDefault();

    /// <summary>The bits of a record: 24, 28 or 32.</summary>
    public int RecordSize => (int)_recordSize.GetValueOrDefault();

    /// <summary>The bytes of a node, which is two records.</summary>
    public int NodeSize => RecordSize / 4;

    /// <summary>4 or 6.</summary>
    public int IPVersion => (int)_ipVersion.GetValueOrDefault();

    public string DatabaseType => _type ?? "";

    public DateTimeOffset BuildTime => DateTimeOffset.FromUnixTimeSeconds((long)_buildEpoch.GetValueOrDefault());

    /// <exception cref="InvalidDataException">The message says why.</exception>
    public static DatabaseMetadata Read(MappedBytes bytes)
    {
        byte[] tail = new byte[Math.Min(bytes.Length, LongestTail)];
        bytes.Read(bytes.Length - tail.Length, tail);
        int marker = tail.AsSpan().LastIndexOf(s_marker);
        if (marker < 0)
        {
            throw new InvalidDataException("it has no metadata");
        }

        long position = bytes.Length - tail.Length + marker;
        long start = position + s_marker.Length;
        var metadata = new DatabaseMetadata(position);
        var section = new DataSection(bytes, start, bytes.Length - start);
        metadata.ReadMap(new DataCursor(section, stackalloc byte[DataCursor.WindowLength], Budget));
        metadata.Check();
        return metadata;
    }

    private void ReadMap(DataCursor cursor)
    {
        long position = 0;
        if (!cursor.TryRead(ref position, out DataValue map) || map.Type != DataType.Map)
        {
            throw new InvalidDataException(Damaged);
        }

        position = map.Start;
        for (int pair = 0; pair < map.Size; pair++)
        {
            if (!cursor.TryRead(ref position, out DataValue key) || key.Type != DataType.Text)
            {
                throw new InvalidDataException(Damaged);
            }

            string name = Encoding.UTF8.GetString(cursor.Text(key));
            long part = position;
            if (!cursor.TryRead(ref part, out DataValue value) || !cursor.TrySkip(ref position))
            {
                throw new InvalidDataException(Damaged);
            }

            Set(name, value, ref cursor);
        }
    }

    private void Set(string name, in DataValue value, ref DataCursor cursor)
    {
        switch (name)
        {
            case "node_count":
                _nodeCount = Unsigned(name, value, ref cursor);
                break;
            case "record_size":
                _recordSize = Unsigned(name, value, ref cursor);
                break;
            case "ip_version":
                _ipVersion = Unsigned(name, value, ref cursor);
                break;
            case "binary_format_major_version":
                _version = Unsigned(name, value, ref cursor);
                break;
            case "build_epoch" when value.IsUnsigned:
                _buildEpoch = cursor.Unsigned(value);
                break;
            case "database_type" when value.Type == DataType.Text:
                _type = Encoding.UTF8.GetString(cursor.Text(value));
                break;
        }
    }

    private static uint Unsigned(string name, in DataValue value, ref DataCursor cursor) =>
        value.IsUnsigned && cursor.Unsigned(value) is <= uint.MaxValue and ulong number ? (uint)number
        : throw new InvalidDataException($"the '{name}' in its metadata is not a number of 32 bits");

    private void Check()
    {
        string? mistake =
            _nodeCount is null || _recordSize is null || _ipVersion is null || _version is null || _buildEpoch is null || _type is null
                ? "its metadata lacks one of node_count, record_size, ip_version, binary_format_major_version, build_epoch and database_type"
            : _version != 2 ? $"its format has version {_version} instead of 2"
            : _recordSize is not (24 or 28 or 32) ? $"its records have {_recordSize} bits instead of 24, 28 or 32"
            : _ipVersion is not (4 or 6) ? $"its addresses are of version {_ipVersion} instead of 4 or 6"
            : _nodeCount == 0 ? "its tree is empty"
            : _buildEpoch > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? $"it was built {_buildEpoch} seconds after 1970"
            : null;
        if (mistake is not null)
        {
            throw new InvalidDataException(mistake);
        }
    }
}
