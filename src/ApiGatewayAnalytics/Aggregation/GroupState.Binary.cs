namespace ApiGatewayAnalytics.Aggregation;

/// <content>The binary form: keys are numbers of the dictionaries that the segment writes before.</content>
internal sealed partial class GroupState
{
    private const int MaxBound = 1 << 24;

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Axis.Start);
        writer.Write7BitEncodedInt(Axis.Width);
        writer.Write7BitEncodedInt(Axis.Count);
        writer.Write7BitEncodedInt(Bound);
        foreach (MeasureColumn measure in _measures)
        {
            writer.Write7BitEncodedInt64(measure.Error);
        }

        writer.Write7BitEncodedInt(_groups.Count);
        for (int group = 0; group < _groups.Count; group++)
        {
            foreach (int key in _groups[group])
            {
                writer.Write7BitEncodedInt(key);
            }

            foreach (MeasureColumn measure in _measures)
            {
                writer.Write7BitEncodedInt64(measure.ErrorOf(group));
            }

            WriteSlots(writer, group);
        }
    }

    /// <param name="reader">Where to read.</param>
    /// <param name="measures">Empty columns of the kinds that were written.</param>
    /// <param name="leadKey">See the constructor.</param>
    /// <param name="keyLimits">The number of keys that each dictionary knows.</param>
    /// <exception cref="InvalidDataException">What was read cannot have been written.</exception>
    public static GroupState ReadFrom(BinaryReader reader, MeasureColumn[] measures, int leadKey, ReadOnlySpan<int> keyLimits)
    {
        var axis = new StepAxis(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        int bound = reader.Read7BitEncodedInt();
        if (axis.Width <= 0 || axis.Count is <= 0 or > 24 * 60 || bound is <= 0 or > MaxBound)
        {
            throw new InvalidDataException($"A state has no axis of {axis.Count} steps of {axis.Width} minutes with {bound} groups.");
        }

        var state = new GroupState(keyLimits.Length, leadKey, axis, bound, measures);
        foreach (MeasureColumn measure in measures)
        {
            measure.Error = NotNegative(reader.Read7BitEncodedInt64());
        }

        int count = reader.Read7BitEncodedInt();
        Span<int> keys = stackalloc int[keyLimits.Length];
        for (int group = 0; group < count; group++)
        {
            for (int k = 0; k < keys.Length; k++)
            {
                keys[k] = reader.Read7BitEncodedInt();
                if ((uint)keys[k] >= (uint)keyLimits[k])
                {
                    throw new InvalidDataException($"A state has a key {keys[k]} of {keyLimits[k]}.");
                }
            }

            if (group != TupleTable.Other && state._groups.GetOrAdd(keys) != group)
            {
                throw new InvalidDataException($"A state has group {group} twice.");
            }

            foreach (MeasureColumn measure in measures)
            {
                measure.AddError(group, NotNegative(reader.Read7BitEncodedInt64()));
            }

            state.ReadSlots(reader, group);
        }

        // Groups whose records all lack the measured field have no slot that was written.
        state.EnsureSlots();
        return state;
    }

    private static long NotNegative(long value) => value >= 0 ? value : throw new InvalidDataException($"A state has an error of {value}.");

    private void WriteSlots(BinaryWriter writer, int group)
    {
        _slots.Slots(group, out int slot, out int step, out int count);
        int used = 0;
        for (int i = 0; i < count; i++)
        {
            used += IsUsed(slot + i) ? 1 : 0;
        }

        writer.Write7BitEncodedInt(used);
        for (int i = 0; i < count; i++)
        {
            if (IsUsed(slot + i))
            {
                writer.Write7BitEncodedInt(step + i);
                foreach (MeasureColumn measure in _measures)
                {
                    measure.WriteSlot(writer, slot + i);
                }
            }
        }

        bool IsUsed(int at) => _measures.Any(measure => measure.Weight(at) > 0);
    }

    private void ReadSlots(BinaryReader reader, int group)
    {
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            int step = reader.Read7BitEncodedInt();
            if ((uint)step >= (uint)Axis.Count)
            {
                throw new InvalidDataException($"A state has a step {step} of {Axis.Count}.");
            }

            int slot = SlotOf(group, step);
            EnsureSlots();
            foreach (MeasureColumn measure in _measures)
            {
                measure.ReadSlot(reader, slot);
            }
        }
    }
}
