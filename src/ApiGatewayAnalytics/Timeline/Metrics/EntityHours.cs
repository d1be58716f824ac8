using System.Numerics;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>The hours of a day, as bits, by the number of an API or stage. Not thread-safe.</summary>
internal sealed class EntityHours
{
    private int[] _hours = [];

    public long Bytes => _hours.Length * 4L;

    /// <summary>The hours of an entity.</summary>
    public int this[int entity] => entity < _hours.Length ? _hours[entity] : 0;

    /// <summary>Adds hours to those of an entity.</summary>
    public void Add(int entity, int hours)
    {
        if (hours != 0)
        {
            if (entity >= _hours.Length)
            {
                Array.Resize(ref _hours, Math.Max(8, (int)BitOperations.RoundUpToPowerOf2((uint)entity + 1)));
            }

            _hours[entity] |= hours;
        }
    }

    /// <summary>Adds those of others, whose entities have other numbers.</summary>
    public void MergeFrom(EntityHours other, ReadOnlySpan<int> numbers)
    {
        for (int entity = 1; entity < numbers.Length; entity++)
        {
            Add(numbers[entity], other[entity]);
        }
    }

    public EntityHours Copy() => new() { _hours = [.. _hours] };

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_hours.Length);
        foreach (int hours in _hours)
        {
            writer.Write7BitEncodedInt(hours);
        }
    }

    /// <param name="reader">Where they are read.</param>
    /// <param name="entities">How many entities there are.</param>
    /// <exception cref="InvalidDataException">What is read cannot have been written.</exception>
    public static EntityHours ReadFrom(BinaryReader reader, int entities)
    {
        int count = reader.Read7BitEncodedInt();
        if (count < 0 || count > Math.Max(8, entities * 2))
        {
            throw new InvalidDataException("Hours belong to no API.");
        }

        var hours = new int[count];
        for (int i = 0; i < count; i++)
        {
            hours[i] = reader.Read7BitEncodedInt();
        }

        return new() { _hours = hours };
    }
}
