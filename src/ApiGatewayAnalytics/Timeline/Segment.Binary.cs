using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <content>The binary form: texts once, everything else by their numbers; never a hash, which means nothing in another process.</content>
internal sealed partial class Segment
{
    private Segment(AggregationPlan plan, long startMinute, int minutes, GroupState[] groups, RowState[] rows)
    {
        Plan = plan;
        StartMinute = startMinute;
        Minutes = minutes;
        _dictionaries = new KeyDictionary?[plan.Schema.Count];
        Groups = groups;
        Rows = rows;
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(StartMinute);
        writer.Write7BitEncodedInt(Minutes);
        writer.Write7BitEncodedInt64(FirstMinute);
        writer.Write7BitEncodedInt64(LastMinute);
        int[] fields = [.. Enumerable.Range(0, _dictionaries.Length).Where(field => _dictionaries[field] is not null)];
        writer.Write7BitEncodedInt(fields.Length);
        foreach (int field in fields)
        {
            writer.Write(Plan.Schema.Fields[field].Name);
            WriteDictionary(writer, Dictionary(field));
        }

        writer.Write7BitEncodedInt(Entities.Count);
        for (int entity = 1; entity < Entities.Count; entity++)
        {
            foreach (int part in Entities[entity])
            {
                writer.Write7BitEncodedInt(part);
            }
        }

        foreach (GroupState state in Groups)
        {
            state.WriteTo(writer);
        }

        foreach (RowState state in Rows)
        {
            state.WriteTo(writer);
        }
    }

    /// <exception cref="InvalidDataException">What was read cannot have been written.</exception>
    public static Segment ReadFrom(BinaryReader reader, AggregationPlan plan)
    {
        long start = reader.Read7BitEncodedInt64();
        int minutes = reader.Read7BitEncodedInt();
        if (minutes is not (Clock.MinutesPerHour or Clock.MinutesPerDay) || start % minutes != 0 || start is < 0 or > Clock.MaxMinute)
        {
            throw new InvalidDataException($"No segment covers {minutes} minutes from minute {start} on.");
        }

        var segment = new Segment(plan, start, minutes, new GroupState[plan.Groups.Length], new RowState[plan.Rows.Length]);
        segment.Cover(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        if (segment.FirstMinute < start || segment.LastMinute >= segment.EndMinute)
        {
            throw new InvalidDataException($"A segment from minute {start} on holds records of minute {segment.FirstMinute}.");
        }

        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            int field = plan.Schema.IndexOf(ReadName(reader));
            if (field < 0)
            {
                throw new InvalidDataException("A segment has keys of a field that no record has.");
            }

            ReadDictionary(reader, segment.Dictionary(field));
        }

        segment.ReadEntities(reader);
        for (int i = 0; i < segment.Groups.Length; i++)
        {
            GroupPlan group = plan.Groups[i];
            int[] limits = [.. group.Keys.Select(segment.KeyLimit)];
            segment.Groups[i] = GroupState.ReadFrom(reader, [.. group.Measures.Select(measure => measure.CreateColumn())], group.LeadKey, limits);
            segment.Check(segment.Groups[i].Axis);
        }

        for (int i = 0; i < segment.Rows.Length; i++)
        {
            segment.Rows[i] = RowState.ReadFrom(reader, plan.Rows[i].Shape, segment.Entities.Count);
            segment.Check(segment.Rows[i].Axis);
        }

        return segment;
    }

    private static string ReadName(BinaryReader reader)
    {
        int length = reader.Read7BitEncodedInt();
        Span<byte> name = stackalloc byte[KeyDictionary.MaxKeyLength];
        if ((uint)length > (uint)name.Length)
        {
            throw new InvalidDataException($"A segment has no name of {length} bytes.");
        }

        reader.BaseStream.ReadExactly(name[..length]);
        return Encoding.UTF8.GetString(name[..length]);
    }

    private static void WriteDictionary(BinaryWriter writer, KeyDictionary dictionary)
    {
        writer.Write7BitEncodedInt(dictionary.Count);
        for (int key = 1; key < dictionary.Count; key++)
        {
            writer.Write7BitEncodedInt(dictionary[key].Length);
            writer.Write(dictionary[key]);
        }
    }

    private static void ReadDictionary(BinaryReader reader, KeyDictionary dictionary)
    {
        int count = reader.Read7BitEncodedInt();
        Span<byte> text = stackalloc byte[KeyDictionary.MaxKeyLength];
        for (int key = 1; key < count; key++)
        {
            int length = reader.Read7BitEncodedInt();
            if (length is <= 0 or > KeyDictionary.MaxKeyLength)
            {
                throw new InvalidDataException($"A dictionary has no key {key} of {length} bytes.");
            }

            reader.BaseStream.ReadExactly(text[..length]);
            if (dictionary.GetOrAdd(text[..length]) != key)
            {
                throw new InvalidDataException($"A dictionary has key {key} twice.");
            }
        }
    }

    private void ReadEntities(BinaryReader reader)
    {
        int count = reader.Read7BitEncodedInt();
        Span<int> parts = stackalloc int[4];
        for (int entity = 1; entity < count; entity++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part] = reader.Read7BitEncodedInt();
                if ((uint)parts[part] >= (uint)Dictionary(Plan.EntityFields[part]).Count)
                {
                    throw new InvalidDataException($"An entity has a part {parts[part]} that is not in its dictionary.");
                }
            }

            if (Entities.GetOrAdd(parts) != entity)
            {
                throw new InvalidDataException($"Entity {entity} is there twice.");
            }
        }
    }

    private int KeyLimit(KeySource key) => key.Kind switch
    {
        KeySourceKind.Entity => Entities.Count,
        KeySourceKind.Status => 600,
        _ => Dictionary(key.Field).Count,
    };

    private void Check(StepAxis axis)
    {
        if (axis.Start != StartMinute || axis.End != EndMinute)
        {
            throw new InvalidDataException($"A state covers the minutes from {axis.Start} to {axis.End} instead of those of its segment.");
        }
    }
}
