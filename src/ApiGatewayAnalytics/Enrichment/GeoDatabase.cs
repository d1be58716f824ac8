using ApiGatewayAnalytics.Enrichment.MaxMind;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// A MaxMind DB file (<c>.mmdb</c>, format version 2): countries, cities, autonomous systems, providers and organisations, in the
/// layouts of GeoLite2, GeoIP2 and of flat databases with <c>country_code</c> or <c>asn</c>. The file is mapped, not read; a lookup
/// walks a binary tree of at most 32 or 128 steps and allocates nothing.
/// </summary>
/// <remarks>
/// Opening checks the description of the file, and its tree and records as far as 262,144 nodes and 65,536 values
/// go. Damage behind that is found by the lookup that meets it, and means that nothing is known. While a file is open, put a new one in its
/// place by renaming it and call <see cref="Reload"/>; do not write into it or shorten it. Thread-safe; dispose it when
/// nobody asks any more. Format: https://maxmind.github.io/MaxMind-DB/.
/// </remarks>
public sealed class GeoDatabase : IGeoLocator, IDisposable
{
    private volatile MaxMindFile _file;

    private GeoDatabase(string path, MaxMindFile file)
    {
        Path = path;
        _file = file;
    }

    /// <summary>The file, as it was given to <see cref="Open"/>.</summary>
    public string Path { get; }

    /// <summary>What the file says it holds, such as <c>GeoLite2-City</c>.</summary>
    public string DatabaseType => _file.Metadata.DatabaseType;

    /// <summary>When the file was built, by its own account.</summary>
    public DateTimeOffset BuildTime => _file.Metadata.BuildTime;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The database; dispose it.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="InvalidDataException">It is no MaxMind DB, or a damaged one; the message says which file and why.</exception>
    /// <exception cref="IOException">It cannot be read or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read, or is a folder.</exception>
    public static GeoDatabase Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new GeoDatabase(path, MaxMindFile.Open(path));
    }

    /// <summary>
    /// Opens the file again, which may be another one by now, while lookups go on. They see the old one or the new one; the old one
    /// is closed when the last of them has ended. Where opening fails the old one stays.
    /// </summary>
    /// <exception cref="InvalidDataException">It is no MaxMind DB, or a damaged one; the message says which file and why.</exception>
    /// <exception cref="IOException">It cannot be read or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read, or is a folder.</exception>
    public void Reload() => _file = MaxMindFile.Open(Path);

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The database was disposed.</exception>
    public bool TryLocate(ReadOnlySpan<byte> address, GeoLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return InternetAddress.TryParse(address, out InternetAddress parsed) && _file.TryLocate(parsed, location);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
