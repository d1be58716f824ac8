namespace ApiGatewayAnalytics.Aggregation;

/// <content>Giving up light groups.</content>
internal sealed partial class GroupState
{
    private void Prune()
    {
        TupleTable groups = _groups;
        StepIndex slots = _slots;
        MeasureColumn[] measures = _measures;
        _groups = new TupleTable(groups.Width);
        _slots = new StepIndex(Axis.Count);
        _measures = [.. measures.Select(measure => measure.CreateEmpty())];
        long[] thresholds = [.. measures.Select(measure => Threshold(measure, groups, slots))];
        for (int m = 0; m < measures.Length; m++)
        {
            _measures[m].Error = Math.Max(measures[m].Error, thresholds[m]);
        }

        Span<bool> stays = stackalloc bool[measures.Length];
        for (int group = 0; group < groups.Count; group++)
        {
            slots.Slots(group, out int slot, out int step, out int count);
            bool anyStays = false;
            for (int m = 0; m < measures.Length; m++)
            {
                long weight = WeightOf(measures[m], slot, count);
                stays[m] = group != TupleTable.Other && weight > 0 && weight + measures[m].ErrorOf(group) > thresholds[m];
                anyStays |= stays[m];
            }

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

        WasPruned = true;
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

    /// <summary>The weight, errors included, of the heaviest group past the bound; -1 where the groups stay within it.</summary>
    private long Threshold(MeasureColumn measure, TupleTable groups, StepIndex slots)
    {
        var weights = new long[groups.Count - 1];
        int used = 0;
        for (int group = 1; group < groups.Count; group++)
        {
            slots.Slots(group, out int slot, out _, out int count);
            long weight = WeightOf(measure, slot, count);
            if (weight > 0)
            {
                weights[used++] = weight + measure.ErrorOf(group);
            }
        }

        if (used <= Bound)
        {
            return -1;
        }

        Array.Sort(weights, 0, used);
        return weights[used - 1 - Bound];
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
