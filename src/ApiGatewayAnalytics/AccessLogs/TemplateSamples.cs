using System.Numerics;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The values of the first records of a template: from them it is learned which members nearly always have the same value.
/// Bounded, whatever the records hold. Not thread-safe.
/// </summary>
internal sealed class TemplateSamples(int members)
{
    /// <summary>Records looked at: enough to tell nearly always from often, few enough to be over soon.</summary>
    public const int Wanted = 256;

    private const int Words = Wanted / 64;
    private const int MostCandidates = 4;
    private const int LongestCandidate = 256;

    /// <summary>What a run that differs costs beside its members, and what joining may cost, both in members read.</summary>
    private const int CostOfMiss = 4;
    private const double MostCost = 0.7;

    /// <summary>How many values may have another length than the usual one.</summary>
    private const int MostUnusual = Wanted / 32;

    private readonly int[] _lengths = new int[members * Wanted];
    private readonly List<Candidate>[] _candidates = [.. Enumerable.Range(0, members).Select(_ => new List<Candidate>())];

    public int Taken { get; private set; }

    /// <summary>Takes the values of a record: where they stand, or a negative length where they hold escapes.</summary>
    public void Add(ReadOnlySpan<byte> buffer, ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths)
    {
        for (int member = 0; member < members; member++)
        {
            _lengths[(member * Wanted) + Taken] = lengths[member];
            if (lengths[member] is >= 0 and <= LongestCandidate)
            {
                Add(_candidates[member], buffer.Slice(offsets[member], lengths[member]));
            }
        }

        Taken++;
    }

    /// <summary>
    /// The members that are worth comparing instead of reading, with their value; null for the others. A run of neighbours is
    /// compared at once, and has to be read again member by member where it differs: a member joins the run before it only
    /// while what is expected to be read again stays less than what is saved.
    /// </summary>
    public byte[]?[] FindConstants()
    {
        var constants = new byte[]?[members];
        Span<ulong> run = stackalloc ulong[Words];
        Span<ulong> joined = stackalloc ulong[Words];
        int length = 0;
        double cost = 0;
        for (int member = 0; member < members; member++)
        {
            Candidate? best = _candidates[member].MaxBy(candidate => Count(candidate.Records));
            if (length == 0)
            {
                run.Fill(ulong.MaxValue);
                cost = 0;
            }

            double joinedCost = double.MaxValue;
            if (best is not null)
            {
                for (int word = 0; word < Words; word++)
                {
                    joined[word] = run[word] & best.Records[word];
                }

                joinedCost = (Wanted - Count(joined)) * (length + CostOfMiss) / (double)Wanted;
            }

            if (joinedCost - cost < MostCost)
            {
                constants[member] = best!.Value;
                joined.CopyTo(run);
                cost = joinedCost;
                length++;
            }
            else
            {
                length = 0;
            }
        }

        return constants;
    }

    /// <summary>The length that nearly all values of each member have, or -1.</summary>
    public int[] FindLengths()
    {
        var usual = new int[members];
        for (int member = 0; member < members; member++)
        {
            Span<int> lengths = _lengths.AsSpan(member * Wanted, Wanted);
            lengths.Sort();
            int median = lengths[Wanted / 2];
            usual[member] = lengths.Count(median) >= Wanted - MostUnusual ? median : -1;
        }

        return usual;
    }

    private static int Count(ReadOnlySpan<ulong> records)
    {
        int count = 0;
        foreach (ulong word in records)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private void Add(List<Candidate> candidates, ReadOnlySpan<byte> value)
    {
        foreach (Candidate candidate in candidates)
        {
            if (value.SequenceEqual(candidate.Value))
            {
                candidate.Records[Taken / 64] |= 1UL << Taken;
                return;
            }
        }

        if (candidates.Count < MostCandidates)
        {
            candidates.Add(new Candidate(value.ToArray(), new ulong[Words]));
            candidates[^1].Records[Taken / 64] |= 1UL << Taken;
        }
    }

    private sealed record Candidate(byte[] Value, ulong[] Records);
}
