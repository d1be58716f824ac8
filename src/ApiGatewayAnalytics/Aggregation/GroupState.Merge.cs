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
        ReadOnlySpan<StepRun> runs = RunsOf(source.Axis, map);
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

            int target = MergeGroup(source, group, map, runs, keys);
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
    private int MergeGroup(GroupState source, int group, GroupMapping map, ReadOnlySpan<StepRun> runs, Span<int> keys)
    {
        int target = TupleTable.Other;
        source.Slots(group, out int slot, out int step, out int count);
        if (count == source.Axis.Count)
        {
            foreach (StepRun run in runs)
            {
                MergeRun(source, group, new StepRun(slot + run.First, run.Count, run.Target), map, keys, ref target);
            }
        }
        else if (count == 1 && source.Axis.Overlaps(step, map.FromMinute, map.ToMinute))
        {
            MergeRun(source, group, new StepRun(slot, 1, Axis.StepOf(source.Axis.StartOf(step))), map, keys, ref target);
        }

        return target;
    }

    /// <summary>Merges slots in a row of a group, which is admitted as <paramref name="target"/> once something is found in them.</summary>
    private void MergeRun(GroupState source, int group, StepRun run, GroupMapping map, Span<int> keys, ref int target)
    {
        int targetSlot = -1;
        foreach ((int from, int to) in map.Measures)
        {
            MeasureColumn column = source._measures[from];
            if (!column.HasAny(run.First, run.Count))
            {
                continue;
            }

            if (target == TupleTable.Other && group != TupleTable.Other)
            {
                target = Admit(source, group, map, keys);
            }

            if (targetSlot < 0)
            {
                targetSlot = SlotOf(target, run.Target);
                EnsureSlots();
            }

            _measures[to].MergeSlots(targetSlot, column, run.First, run.Count);
        }
    }

    /// <summary>The steps of a source that are taken, those together that fall into one step here.</summary>
    private ReadOnlySpan<StepRun> RunsOf(StepAxis axis, GroupMapping map)
    {
        var runs = new StepRun[axis.Count];
        int count = 0;
        for (int step = 0; step < axis.Count; step++)
        {
            if (!axis.Overlaps(step, map.FromMinute, map.ToMinute))
            {
                continue;
            }

            int target = Axis.StepOf(axis.StartOf(step));
            if (count > 0 && runs[count - 1].Target == target)
            {
                runs[count - 1] = runs[count - 1] with { Count = runs[count - 1].Count + 1 };
            }
            else
            {
                runs[count++] = new StepRun(step, 1, target);
            }
        }

        return runs.AsSpan(0, count);
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

    /// <summary>Steps or slots in a row that fall into one step.</summary>
    private readonly record struct StepRun(int First, int Count, int Target);
}
