namespace ApiGatewayAnalytics.Ingestion;

/// <content>The binary form: reasons and fields by name, so that it outlives new ones; strict on reading.</content>
internal sealed partial class IngestionTally
{
    private const byte BinaryVersion = 1;

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(BinaryVersion);
        foreach (long total in (ReadOnlySpan<long>)[Records, Accepted, Duplicates, Bytes, CompressedBytes])
            writer.Write7BitEncodedInt64(total);
        WriteCounts(_rejected, KebabCase<RejectReason>.Names);
        WriteCounts(_skipped, KebabCase<SkipReason>.Names);
        WriteCounts(_repaired, KebabCase<Repairs>.Names.AsSpan(1));
        WriteCounts(FieldErrors, FieldNames());
        foreach (List<RejectedPosition>? positions in _positions)
        {
            writer.Write7BitEncodedInt(positions?.Count ?? 0);
            foreach (RejectedPosition position in positions ?? [])
            {
                writer.Write(position.Source);
                writer.Write7BitEncodedInt64(position.Line);
                writer.Write7BitEncodedInt64(position.ByteOffset);
            }
        }

        writer.Write7BitEncodedInt(AllSources().Count());
        foreach (SourceTally source in AllSources())
        {
            writer.Write(source.Name);
            writer.Write7BitEncodedInt64(source.Records);
            writer.Write7BitEncodedInt64(source.Accepted);
            writer.Write7BitEncodedInt64(source.Bytes);
        }

        void WriteCounts(long[] counts, ReadOnlySpan<string> names)
        {
            writer.Write7BitEncodedInt(counts.Length);
            for (int i = 0; i < counts.Length; i++)
            {
                writer.Write(names[i]);
                writer.Write7BitEncodedInt64(counts[i]);
            }
        }
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Another version, an unknown name, or counts that no tally can hold.</exception>
    /// <exception cref="EndOfStreamException">The data ends early.</exception>
    public void ReadFrom(BinaryReader reader)
    {
        byte version = reader.ReadByte();
        if (version != BinaryVersion)
            throw new InvalidDataException($"Version {version} of an ingestion tally is unknown; this library reads {BinaryVersion}.");
        var read = new IngestionTally(fields)
        {
            Records = ReadCount(),
            Accepted = ReadCount(),
            Duplicates = ReadCount(),
            Bytes = ReadCount(),
            CompressedBytes = ReadCount(),
        };
        ReadCounts(read._rejected, KebabCase<RejectReason>.Names);
        ReadCounts(read._skipped, KebabCase<SkipReason>.Names);
        ReadCounts(read._repaired, KebabCase<Repairs>.Names.AsSpan(1));
        ReadCounts(read.FieldErrors, FieldNames());
        for (int reason = 0; reason < read._positions.Length; reason++)
        {
            int positions = ReadLength(MaxPositions);
            for (int i = 0; i < positions; i++)
                (read._positions[reason] ??= []).Add(new RejectedPosition(reader.ReadString(), ReadCount(), ReadCount()));
        }

        int sources = ReadLength(MaxSources + 1);
        for (int i = 0; i < sources; i++)
        {
            SourceTally source = read.Source(reader.ReadString());
            source.Records += ReadCount();
            source.Accepted += ReadCount();
            source.Bytes += ReadCount();
        }

        if (read.Records != read.Accepted + read.Duplicates + read._rejected.Sum())
            throw new InvalidDataException("The records of an ingestion tally are not the sum of their outcomes.");
        MergeFrom(read);

        long ReadCount()
        {
            long count = reader.Read7BitEncodedInt64();
            return count >= 0 ? count : throw new InvalidDataException($"An ingestion tally holds the count {count}.");
        }

        int ReadLength(int most)
        {
            int length = reader.Read7BitEncodedInt();
            return (uint)length <= most ? length : throw new InvalidDataException($"An ingestion tally holds {length} entries where {most} are the most.");
        }

        void ReadCounts(long[] counts, ReadOnlySpan<string> names)
        {
            int length = ReadLength(counts.Length);
            for (int i = 0; i < length; i++)
            {
                int index = names.IndexOf(reader.ReadString());
                if (index < 0)
                    throw new InvalidDataException("An ingestion tally holds a name that this library does not know.");
                counts[index] += ReadCount();
            }
        }
    }

    private string[] FieldNames() => [.. fields.Select(field => field.Name)];
}
