using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <content>Giving up light groups.</content>
internal sealed partial class GroupState
{
    /// <summary>Weights below this are counted to find a threshold, which is most of them; only heavier ones are sorted.</summary>
    private const int Countable = 4096;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Prune()
    {
        TupleTable groups = _groups;
        StepIndex slots = _slots;
        MeasureColumn[] measures = _measures;
        _groups = new TupleTable(groups.Width);
        _slots = new StepIndex(Axis.Count);
        _measures = [.. measures.Select(measure => measure.CreateEmpty())];
        _slotRoom = 0;
        long[][] weights = [.. measures.Select(measure => Weights(measure, groups.Count, slots))];
        long[] thresholds = [.. weights.Select(Threshold)];
        for (int m = 0; m < measures.Length; m++)
        {
            _measures[m].Error = Math.Max(measures[m].Error, thresholds[m]);
        }

        Span<bool> stays = stackalloc bool[measures.Length];
        for (int group = 0; group < groups.Count; group++)
        {
            bool anyStays = false;
            for (int m = 0; m < measures.Length; m++)
            {
                stays[m] = weights[m][group] > Math.Max(0, thresholds[m]);
                anyStays |= stays[m];
            }

            slots.Slots(group, out int slot, out int step, out int count);
            int target = anyStays ? _groups.GetOrAdd(groups[group]) : TupleTable.Other;
            for (int m = 0; m < measures.Length; m++)
            {
                if (anyStays)
                {
                    bool intact = stays[m] || thresholds[m] < 0;
                    _measures[m].AddError(target, intact ? measures[m].ErrorOf(group) : _measures[m].Error);
                }

                CopySlots(measures[m], slot, step, count, m, stays[m] ? target : TupleTable.Other);
            }
        }

        // Each measure keeps as many groups as the bound, not always the same ones; many more make the next time worth it.
        _pruneAt = _groups.Count + ((Slack - 1) * Bound);
        PruneCount++;
    }

    private void CopySlots(MeasureColumn source, int slot, int step, int count, int measure, int target)
    {
        for (int i = 0; i < count; i++)
        {
            if (source.Weight(slot + i) > 0)
            {
                int to = SlotOf(target, step + i);
                EnsureSlots();
                _measures[measure].MergeSlot(to, source, slot + i);
            }
        }
    }

    /// <summary>The weight of each group, errors included; 0 for groups that the measure has not counted, and for <c>(other)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long[] Weights(MeasureColumn measure, int groupCount, StepIndex slots)
    {
        var weights = new long[groupCount];
        for (int group = 1; group < groupCount; group++)
        {
            slots.Slots(group, out int slot, out _, out int count);
            long weight = WeightOf(measure, slot, count);
            weights[group] = weight == 0 ? 0 : weight + measure.ErrorOf(group);
        }

        return weights;
    }

    /// <summary>The weight of the heaviest group past the bound; -1 where the groups stay within it.</summary>
    private long Threshold(long[] weights)
    {
        Span<int> counts = stackalloc int[Countable];
        counts.Clear();
        var heavy = new List<long>();
        foreach (long weight in weights)
        {
            if (weight >= Countable)
            {
                heavy.Add(weight);
            }
            else
            {
                counts[(int)weight]++;
            }
        }

        if (heavy.Count > Bound)
        {
            heavy.Sort();
            return heavy[heavy.Count - 1 - Bound];
        }

        int heavier = heavy.Count;
        for (int weight = Countable - 1; weight > 0; weight--)
        {
            heavier += counts[weight];
            if (heavier > Bound)
            {
                return weight;
            }
        }

        return -1;
    }

    private static long WeightOf(MeasureColumn measure, int slot, int count)
    {
        long weight = 0;
        for (int i = 0; i < count; i++)
        {
            weight += measure.Weight(slot + i);
        }

        return weight;
    }
}
