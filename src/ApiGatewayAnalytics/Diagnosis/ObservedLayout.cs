using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>A layout and what was counted of its records. Not thread-safe; merged.</summary>
internal sealed class ObservedLayout(LayoutShape shape, string signature, bool[] provided, ImmutableArray<string> unmappedKeys)
{
    private static readonly int s_kinds = Enum.GetValues<ApiKind>().Length;

    /// <summary>A kind that fewer records tell is a mistake of single records rather than another kind of API.</summary>
    private const int LeastKindPercent = 1;

    public LayoutShape Shape { get; } = shape;

    /// <summary>What tells layouts apart.</summary>
    public string Signature { get; } = signature;

    /// <summary>The fields, by number, that it has a key for.</summary>
    public bool[] Provided { get; } = provided;

    public ImmutableArray<string> UnmappedKeys { get; } = unmappedKeys;

    /// <summary>Records with a value, by number of the field.</summary>
    public long[] Values { get; } = new long[provided.Length];

    /// <summary>Records that tell a kind.</summary>
    public long[] Kinds { get; } = new long[s_kinds];

    public long Records { get; private set; }

    public long Repaired { get; private set; }

    /// <summary>Records whose time comes from <c>requestTime</c> in common log format.</summary>
    public long TimesInSeconds { get; private set; }

    public void Count(RecordBatch batch, int row, bool repaired)
    {
        Records++;
        Repaired += repaired ? 1 : 0;
        for (int field = 0; field < Values.Length; field++)
        {
            Values[field] += batch.IsPresent(field, row) ? 1 : 0;
        }

        if (new AccessLogRecord(batch, row).Kind is { } kind)
        {
            Kinds[(int)kind]++;
        }

        if (!batch.IsPresent(AccessLogColumns.RequestTimeEpoch, row)
            && batch.Text(AccessLogColumns.RequestTime, row) is [_, _, (byte)'/', ..])
        {
            TimesInSeconds++;
        }
    }

    public void MergeFrom(ObservedLayout other)
    {
        Records += other.Records;
        Repaired += other.Repaired;
        TimesInSeconds += other.TimesInSeconds;
        for (int field = 0; field < Values.Length; field++)
        {
            Values[field] += other.Values[field];
            Provided[field] |= other.Provided[field];
        }

        for (int kind = 0; kind < s_kinds; kind++)
        {
            Kinds[kind] += other.Kinds[kind];
        }
    }

    /// <summary>The kinds that enough of some records tell, the most frequent first.</summary>
    public static ImmutableArray<ApiKind> KindsOf(ReadOnlySpan<long> counts)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        var kinds = new List<(long Count, ApiKind Kind)>();
        for (int kind = 0; kind < counts.Length; kind++)
        {
            if (counts[kind] > 0 && counts[kind] * 100 >= total * LeastKindPercent)
            {
                kinds.Add((counts[kind], (ApiKind)kind));
            }
        }

        return [.. kinds.OrderByDescending(found => found.Count).ThenBy(found => found.Kind).Select(found => found.Kind)];
    }
}
