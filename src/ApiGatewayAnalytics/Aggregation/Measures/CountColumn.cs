using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Counts records.</summary>
internal sealed class CountColumn : MeasureColumn
{
    private long[] _counts = new long[8];

    public override long Bytes => base.Bytes + (_counts.Length * 8L);

    public override MeasureColumn Copy(MeasureColumn? spent)
    {
        var copy = (CountColumn)base.Copy(spent);
        copy._counts = [.. _counts];
        return copy;
    }

    public override MeasureColumn CreateEmpty() => new CountColumn();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> slots, ReadOnlySpan<long> numbers)
    {
        long[] counts = _counts;
        foreach (int slot in slots)
        {
            counts[slot]++;
        }
    }

    public override void Seal(int count) => Array.Resize(ref _counts, count);

    public override long Weight(int slot) => _counts[slot];

    public override void Weigh(Span<long> weights) => _counts.AsSpan(0, weights.Length).CopyTo(weights);

    public override void Rearrange(ReadOnlySpan<int> targets, int count, bool isDownward)
    {
        long[] counts = isDownward ? _counts : new long[count];
        for (int slot = 0; slot < targets.Length; slot++)
        {
            long moved = _counts[slot];
            _counts[slot] = 0;
            counts[targets[slot]] += moved;
        }

        _counts = counts;
    }

    public override bool HasAny(int slot, int count) => _counts.AsSpan(slot, count).ContainsAnyExcept(0);

    public override void MergeSlots(int slot, MeasureColumn source, int sourceSlot, int count)
    {
        long sum = 0;
        foreach (long part in ((CountColumn)source)._counts.AsSpan(sourceSlot, count))
        {
            sum += part;
        }

        _counts[slot] += sum;
    }

    public override void MoveSlot(int from, int to) => (_counts[to], _counts[from]) = (_counts[from], 0);

    public override void EnsureSlots(int count) => EnsureLength(ref _counts, count);

    public override void WriteSlot(BinaryWriter writer, int slot) => writer.Write7BitEncodedInt64(_counts[slot]);

    public override void ReadSlot(BinaryReader reader, int slot) => _counts[slot] += reader.Read7BitEncodedInt64();
}
