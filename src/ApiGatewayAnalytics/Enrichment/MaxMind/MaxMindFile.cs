namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>An open MaxMind DB: tree, separator, data, marker, metadata, in this order. Immutable and thread-safe.</summary>
internal sealed class MaxMindFile : IDisposable
{
    private readonly MappedBytes _bytes;
    private readonly SearchTree _tree;
    private readonly DataSection _data;

    private MaxMindFile(MappedBytes bytes, DatabaseMetadata metadata, SearchTree tree, DataSection data)
    {
        _bytes = bytes;
        _tree = tree;
        _data = data;
        Metadata = metadata;
    }

    public DatabaseMetadata Metadata { get; }

    /// <exception cref="InvalidDataException">It is no MaxMind DB, or a damaged one.</exception>
    public static MaxMindFile Open(string path)
    {
        MappedBytes bytes = MappedBytes.Open(path) ?? throw Refused(path, "it is empty");
        try
        {
            DatabaseMetadata metadata = DatabaseMetadata.Read(bytes);
            long treeLength = (long)metadata.NodeCount * metadata.NodeSize;
            long dataStart = treeLength + SearchTree.SeparatorLength;
            if (dataStart > metadata.MarkerPosition)
            {
                throw new InvalidDataException($"its {metadata.NodeCount} nodes do not fit in");
            }

            Span<byte> separator = stackalloc byte[SearchTree.SeparatorLength];
            bytes.Read(treeLength, separator);
            if (separator.ContainsAnyExcept((byte)0))
            {
                throw new InvalidDataException("no zeros separate its tree from its data");
            }

            var data = new DataSection(bytes, dataStart, metadata.MarkerPosition - dataStart);
            var tree = new SearchTree(bytes, metadata, data.Length);
            new FileVerification(tree, data).Run();
            return new MaxMindFile(bytes, metadata, tree, data);
        }
        catch (InvalidDataException refusal)
        {
            bytes.Dispose();
            throw Refused(path, refusal.Message);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Adds what the file knows of an address; nothing where its record is damaged.</summary>
    public bool TryLocate(InternetAddress address, GeoLocation location)
    {
        if (!_tree.TryFind(address, out long position))
        {
            return false;
        }

        GeoKnown before = location.Known();
        var record = new LocationRecord(new DataCursor(_data, stackalloc byte[DataCursor.WindowLength], DataCursor.LookupBudget), location);
        if (record.TryRead(position, out bool isKnown))
        {
            return isKnown;
        }

        location.ForgetSince(before);
        return false;
    }

    /// <summary>Where the data of an address begins, and what it is in; for tests.</summary>
    public bool TryFind(InternetAddress address, out long position, out DataSection data)
    {
        data = _data;
        return _tree.TryFind(address, out position);
    }

    public void Dispose() => _bytes.Dispose();

    private static InvalidDataException Refused(string path, string reason) => new($"'{path}' is not a MaxMind DB that can be read: {reason}.");
}
