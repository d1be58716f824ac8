using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Counts records.</summary>
internal sealed class CountColumn : MeasureColumn
{
    private long[] _counts = new long[8];

    public override long Bytes => base.Bytes + (_counts.Length * 8L);

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

    public override long Weight(int slot) => _counts[slot];

    public override void MergeSlot(int slot, MeasureColumn source, int sourceSlot) => _counts[slot] += source.Weight(sourceSlot);

    public override void MoveSlot(int from, int to) => (_counts[to], _counts[from]) = (_counts[from], 0);

    public override void EnsureSlots(int count) => EnsureLength(ref _counts, count);

    public override void WriteSlot(BinaryWriter writer, int slot) => writer.Write7BitEncodedInt64(_counts[slot]);

    public override void ReadSlot(BinaryReader reader, int slot) => _counts[slot] += reader.Read7BitEncodedInt64();
}
