using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>Everything that was counted while reading: nothing is lost without a trace here. Not thread-safe; merged.</summary>
internal sealed partial class IngestionTally(ImmutableArray<Field> fields)
{
    /// <summary>Positions kept of each reason.</summary>
    public const int MaxPositions = 20;

    /// <summary>Inputs told apart; the counts of further ones are summed in one called <see cref="OtherSources"/>.</summary>
    public const int MaxSources = 1000;

    public const string OtherSources = "(other)";

    private static readonly int s_repairKinds = Enum.GetValues<Repairs>().Length - 1;

    private readonly long[] _rejected = new long[Enum.GetValues<RejectReason>().Length];
    private readonly List<RejectedPosition>?[] _positions = new List<RejectedPosition>?[Enum.GetValues<RejectReason>().Length];
    private readonly long[] _skipped = new long[Enum.GetValues<SkipReason>().Length];
    private readonly long[] _repaired = new long[s_repairKinds];
    private readonly Dictionary<string, SourceTally> _sourcesByName = new(StringComparer.Ordinal);
    private readonly List<SourceTally> _sources = [];
    private SourceTally? _otherSources;

    public long Records { get; private set; }

    public long Accepted { get; private set; }

    public long Duplicates { get; private set; }

    /// <summary>Bytes of the top-level inputs after decompression.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of the top-level inputs as they were read.</summary>
    public long CompressedBytes { get; private set; }

    /// <summary>Invalid numbers by field number.</summary>
    public long[] FieldErrors { get; } = new long[fields.Length];

    public long Rejected(RejectReason reason) => _rejected[(int)reason];

    public long Skipped(SkipReason reason) => _skipped[(int)reason];

    /// <summary>The counts of the input called <paramref name="name"/>, made at the first call.</summary>
    public SourceTally Source(string name)
    {
        if (_sourcesByName.TryGetValue(name, out SourceTally? source))
            return source;
        if (name == OtherSources || _sources.Count >= MaxSources)
            return _otherSources ??= new SourceTally(OtherSources);
        source = new SourceTally(name);
        _sourcesByName.Add(name, source);
        _sources.Add(source);
        return source;
    }

    public void CountAccepted(SourceTally source, Repairs repairs)
    {
        Records++;
        Accepted++;
        source.Records++;
        source.Accepted++;
        for (int bits = (int)repairs; bits != 0; bits &= bits - 1)
            _repaired[BitOperations.TrailingZeroCount(bits)]++;
    }

    /// <summary>Counts records that needed no repair.</summary>
    public void CountAccepted(SourceTally source, int records)
    {
        Records += records;
        Accepted += records;
        source.Records += records;
        source.Accepted += records;
    }

    public void CountDuplicate(SourceTally source)
    {
        Records++;
        Duplicates++;
        source.Records++;
    }

    public void CountSkipped(SkipReason reason, int count = 1) => _skipped[(int)reason] += count;

    public void CountRejected(SourceTally source, RejectReason reason, long line, long byteOffset)
    {
        Records++;
        source.Records++;
        _rejected[(int)reason]++;
        List<RejectedPosition> positions = _positions[(int)reason] ??= [];
        if (positions.Count < MaxPositions)
            positions.Add(new RejectedPosition(source.Name, line, byteOffset));
    }

    public void CountBytes(SourceTally source, long bytes, long compressed)
    {
        Bytes += bytes;
        CompressedBytes += compressed;
        source.Bytes += bytes;
    }

    /// <summary>Adds what <paramref name="other"/> counted; of positions the first ones of this stay.</summary>
    /// <exception cref="ArgumentException">The other one counts other fields.</exception>
    public void MergeFrom(IngestionTally other)
    {
        if (other.FieldErrors.Length != FieldErrors.Length)
            throw new ArgumentException($"The tally counts {other.FieldErrors.Length} fields instead of {FieldErrors.Length}.", nameof(other));
        Records += other.Records;
        Accepted += other.Accepted;
        Duplicates += other.Duplicates;
        Bytes += other.Bytes;
        CompressedBytes += other.CompressedBytes;
        Add(_rejected, other._rejected);
        Add(_skipped, other._skipped);
        Add(_repaired, other._repaired);
        Add(FieldErrors, other.FieldErrors);
        for (int reason = 0; reason < _positions.Length; reason++)
        {
            if (other._positions[reason] is { } positions)
            {
                List<RejectedPosition> mine = _positions[reason] ??= [];
                mine.AddRange(positions.Take(MaxPositions - mine.Count));
            }
        }

        foreach (SourceTally source in other.AllSources())
            Source(source.Name).Add(source);

        static void Add(long[] to, long[] from)
        {
            for (int i = 0; i < to.Length; i++)
                to[i] += from[i];
        }
    }

    /// <summary>Adds everything to <paramref name="target"/> and counts from zero again; sources stay the same objects.</summary>
    public void MoveTo(IngestionTally target)
    {
        target.MergeFrom(this);
        (Records, Accepted, Duplicates, Bytes, CompressedBytes) = (0, 0, 0, 0, 0);
        Array.Clear(_rejected);
        Array.Clear(_skipped);
        Array.Clear(_repaired);
        Array.Clear(FieldErrors);
        Array.Clear(_positions);
        foreach (SourceTally source in AllSources())
            source.Clear();
    }

    public IngestionReport Report() => new()
    {
        Records = Records,
        Accepted = Accepted,
        Duplicates = Duplicates,
        Bytes = Bytes,
        CompressedBytes = CompressedBytes,
        Repaired = ByName(_repaired, KebabCase<Repairs>.Names.AsSpan(1)),
        Skipped = ByName(_skipped, KebabCase<SkipReason>.Names),
        Rejected = ByName(_rejected, KebabCase<RejectReason>.Names),
        RejectedAt = PositionsByName(),
        FieldErrors = ByName(FieldErrors, fields.Select(field => field.Name).ToArray()),
        Sources = [.. AllSources().Select(source => new SourceReport(source.Name, source.Records, source.Accepted, source.Bytes))],
    };

    private IEnumerable<SourceTally> AllSources() => _otherSources is null ? _sources : _sources.Append(_otherSources);

    private ReadOnlyDictionary<string, ImmutableArray<RejectedPosition>> PositionsByName()
    {
        var byName = new Dictionary<string, ImmutableArray<RejectedPosition>>();
        for (int reason = 0; reason < _positions.Length; reason++)
        {
            if (_positions[reason] is { } positions)
                byName.Add(KebabCase<RejectReason>.Names[reason], [.. positions]);
        }

        return byName.AsReadOnly();
    }

    private static ReadOnlyDictionary<string, long> ByName(long[] counts, ReadOnlySpan<string> names)
    {
        var byName = new Dictionary<string, long>();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
                byName.Add(names[i], counts[i]);
        }

        return byName.AsReadOnly();
    }
}
