namespace ApiGatewayAnalytics.Aggregation;

/// <content>Merging: the same result as adding the records of both.</content>
internal sealed partial class GroupState
{
    /// <summary>Adds what <paramref name="source"/> holds, which stays as it is.</summary>
    public void MergeFrom(GroupState source, GroupMapping map)
    {
        bool inexact = map.Measures.Any(pair => source._measures[pair.Source].Error > 0);
        var merged = inexact ? new List<int>() : null;
        Span<int> keys = stackalloc int[map.Keys.Length];
        if (_groups.Count == 1 && map.Filter is null)
        {
            Reserve(Math.Min(source.GroupCount, _pruneAt));
        }

        for (int group = map.Filter is null ? 0 : 1; group < source.GroupCount; group++)
        {
            if (group != TupleTable.Other && map.Filter is { } filter && !filter(source.Keys(group)))
            {
                continue;
            }

            int target = MergeGroup(source, group, map, keys);
            if (target == TupleTable.Other)
            {
                continue;
            }

            if (merged is not null)
            {
                merged.Add(target);
            }
            else
            {
                // Groups keep their numbers while errors are being added up, so only an exact source is cut as it comes.
                PruneIfNeeded();
            }
        }

        if (merged is not null)
        {
            AddErrors(source, map, merged);
            PruneIfNeeded();
        }
    }

    /// <summary>Makes room for the first groups at once: growing by doubling would take as much again, and clear it.</summary>
    private void Reserve(int groupCount)
    {
        _groups.Reserve(groupCount);
        if (Axis.Count == 1 && groupCount > _slotRoom)
        {
            GrowSlots(groupCount);
        }
    }

    /// <summary>Merges one group; the group that it became part of, or <c>(other)</c> where nothing of it lies in the range.</summary>
    private int MergeGroup(GroupState source, int group, GroupMapping map, Span<int> keys)
    {
        int target = TupleTable.Other;
        source.Slots(group, out int slot, out int step, out int count);
        for (int i = 0; i < count; i++)
        {
            if (!source.Axis.Overlaps(step + i, map.FromMinute, map.ToMinute))
            {
                continue;
            }

            foreach ((int from, int to) in map.Measures)
            {
                MeasureColumn column = source._measures[from];
                if (column.Weight(slot + i) == 0)
                {
                    continue;
                }

                if (target == TupleTable.Other && group != TupleTable.Other)
                {
                    target = Admit(source, group, map, keys);
                }

                int targetSlot = SlotOf(target, Axis.StepOf(source.Axis.StartOf(step + i)));
                EnsureSlots();
                _measures[to].MergeSlot(targetSlot, column, slot + i);
            }
        }

        return target;
    }

    private int Admit(GroupState source, int group, GroupMapping map, Span<int> keys)
    {
        ReadOnlySpan<int> sourceKeys = source.Keys(group);
        for (int k = 0; k < keys.Length; k++)
        {
            (int column, KeyMap translation) = map.Keys[k];
            keys[k] = translation.Map(sourceKeys[column]);
        }

        int target = GroupOf(keys);
        foreach ((int from, int to) in map.Measures)
        {
            _measures[to].AddError(target, source._measures[from].ErrorOf(group));
        }

        return target;
    }

    /// <summary>Every group may also have had records in groups that the source gave up.</summary>
    private void AddErrors(GroupState source, GroupMapping map, List<int> merged)
    {
        var parts = new int[_groups.Count];
        foreach (int group in merged)
        {
            parts[group]++;
        }

        foreach ((int from, int to) in map.Measures)
        {
            long error = source._measures[from].Error;
            if (error == 0)
            {
                continue;
            }

            long most = source.Weight(from, TupleTable.Other);
            for (int group = 1; group < parts.Length; group++)
            {
                _measures[to].AddError(group, Missing(parts[group]));
            }

            _measures[to].Error += Missing(0);

            long Missing(int found) => map.FanIn == 0 ? most : Math.Min(most, Math.Max(0, map.FanIn - found) * error);
        }
    }
}
