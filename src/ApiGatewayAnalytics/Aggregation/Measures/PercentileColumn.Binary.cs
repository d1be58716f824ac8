namespace ApiGatewayAnalytics.Aggregation;

/// <content>The binary form: the buckets of a slot that hold something.</content>
internal sealed partial class PercentileColumn
{
    public override void WriteSlot(BinaryWriter writer, int slot)
    {
        Span<long> counts = stackalloc long[LogLinear.BucketCount];
        counts.Clear();
        Settle();
        _pool.AddTo(counts, _sketches[slot]);
        writer.Write7BitEncodedInt(counts.Length - counts.Count(0));
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0)
            {
                writer.Write7BitEncodedInt(bucket);
                writer.Write7BitEncodedInt64(counts[bucket]);
            }
        }
    }

    public override void ReadSlot(BinaryReader reader, int slot)
    {
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            int bucket = reader.Read7BitEncodedInt();
            if ((uint)bucket >= LogLinear.BucketCount)
            {
                throw new InvalidDataException($"A histogram has no bucket {bucket}.");
            }

            _pool.Add(ref _sketches[slot], bucket, (uint)reader.Read7BitEncodedInt64());
        }
    }
}
