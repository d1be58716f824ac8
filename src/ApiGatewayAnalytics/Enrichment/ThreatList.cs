using System.Collections.Immutable;
using ApiGatewayAnalytics.Enrichment.Threats;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// Threats out of files. An address gets what is said of the longest network that holds it; of entries for one network the one with the
/// highest confidence counts. Networks are kept in sorted arrays, 11 bytes each of IPv4 and 23 of IPv6, and found by binary
/// search without allocation. At most 4,000,000 networks and 65,279 distinct threats are kept; beyond, threats lose actor and type.
/// </summary>
/// <remarks>Thread-safe: <see cref="Reload"/> replaces everything at once, while lookups go on.</remarks>
public sealed class ThreatList : IThreatList
{
    /// <summary>Networks that a list holds at most, those that files repeat included.</summary>
    public const int MaxNetworks = 4_000_000;

    private readonly ImmutableArray<ThreatSource> _sources;
    private readonly TimeProvider _clock;
    private volatile Content _content;

    private ThreatList(ImmutableArray<ThreatSource> sources, TimeProvider clock)
    {
        _sources = sources;
        _clock = clock;
        _content = Read();
    }

    /// <summary>Distinct networks.</summary>
    public int Count => _content.Table.Count;

    /// <summary>The memory of the list in bytes, while nothing is loaded; loading takes some times that for a while.</summary>
    public long Bytes => _content.Table.Bytes;

    /// <summary>What became of the entries of each file when it was last loaded.</summary>
    public ImmutableArray<ThreatFileReport> Files => _content.Files;

    /// <summary>Reads files.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="timeProvider">Tells which STIX indicators are still valid. Default: the system's clock.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sources"/> or one of them is null.</exception>
    /// <exception cref="InvalidDataException">A file is JSON and no STIX bundle, or damaged JSON; the message says which and where.</exception>
    /// <exception cref="IOException">A file cannot be read or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be read, or is a folder.</exception>
    public static ThreatList Load(IEnumerable<ThreatSource> sources, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ImmutableArray<ThreatSource> all = [.. sources];
        foreach (ThreatSource source in all)
        {
            ArgumentNullException.ThrowIfNull(source, nameof(sources));
        }

        return new ThreatList(all, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Reads the files again. Where that fails, what was read before stays.</summary>
    /// <exception cref="InvalidDataException">A file is JSON and no STIX bundle, or damaged JSON; the message says which and where.</exception>
    /// <exception cref="IOException">A file cannot be read or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be read, or is a folder.</exception>
    public void Reload() => _content = Read();

    /// <inheritdoc />
    public Threat? Find(ReadOnlySpan<byte> address) =>
        InternetAddress.TryParse(address, out InternetAddress parsed) ? _content.Table.Find(parsed) : null;

    private Content Read()
    {
        var builder = new ThreatTableBuilder(MaxNetworks);
        ImmutableArray<ThreatFileReport>.Builder files = ImmutableArray.CreateBuilder<ThreatFileReport>(_sources.Length);
        foreach (ThreatSource source in _sources)
        {
            var tally = new ThreatTally(source, builder);
            ThreatFile.Read(tally, _clock.GetUtcNow());
            files.Add(tally.Report());
        }

        return new Content(builder.Build(), files.MoveToImmutable());
    }

    private sealed record Content(ThreatTable Table, ImmutableArray<ThreatFileReport> Files);
}
