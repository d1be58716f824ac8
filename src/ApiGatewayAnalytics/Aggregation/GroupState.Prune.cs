using System.Runtime.CompilerServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace ApiGatewayAnalytics.Aggregation;

/// <content>Giving up light groups.</content>
internal sealed partial class GroupState
{
    /// <summary>Weights below this are counted to find a threshold, which is most of them; only heavier ones are sorted.</summary>
    private const int Countable = 4096;

    /// <summary>
    /// Gives up, in each measure, the groups that are not heavier than the first past the bound. A group that no measure keeps goes;
    /// the others move together, and so do their slots.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Prune()
    {
        int groupCount = _groups.Count;
        int slotCount = _slots.SlotCount(groupCount);
        using var weights = SpanOwner<long>.Allocate(groupCount * _measures.Length);
        using var moved = SpanOwner<int>.Allocate(groupCount);
        using var targets = SpanOwner<int>.Allocate(slotCount);
        // Slots that a group has left behind are empty, wherever they go.
        targets.Span.Clear();
        Span<long> thresholds = stackalloc long[_measures.Length];
        for (int m = 0; m < thresholds.Length; m++)
        {
            Span<long> ofMeasure = weights.Span.Slice(m * groupCount, groupCount);
            Weigh(_measures[m], slotCount, ofMeasure);
            thresholds[m] = Threshold(ofMeasure);
        }

        Span<int> movedTo = moved.Span;
        movedTo[TupleTable.Other] = TupleTable.Other;
        for (int group = 1; group < groupCount; group++)
        {
            movedTo[group] = TupleTable.Other;
            for (int m = 0; m < thresholds.Length; m++)
            {
                movedTo[group] |= weights.Span[(m * groupCount) + group] > Math.Max(0, thresholds[m]) ? 1 : 0;
            }
        }

        _groups.Keep(movedTo);
        StepIndex slots = _slots;
        int other = MoveSlots(movedTo);
        using var errors = SpanOwner<long>.Allocate(_groups.Count);
        for (int m = 0; m < thresholds.Length; m++)
        {
            MeasureColumn measure = _measures[m];
            ReadOnlySpan<long> ofMeasure = weights.Span.Slice(m * groupCount, groupCount);
            measure.Error = Math.Max(measure.Error, thresholds[m]);
            FillTargets(movedTo, ofMeasure, Math.Max(0, thresholds[m]), slots, other, targets.Span);
            MoveErrors(measure, movedTo, ofMeasure, thresholds[m], errors.Span);
            measure.ReplaceErrors(errors.Span);
            measure.Rearrange(targets.Span, _slots.SlotCount(_groups.Count), isDownward: Axis.Count == 1);
        }

        _slotRoom = Axis.Count == 1 ? _slotRoom : _slots.SlotCount(_groups.Count);

        // Each measure keeps as many groups as the bound, not always the same ones; many more make the next time worth it.
        _pruneAt = _groups.Count + ((Slack - 1) * Bound);
        PruneCount++;
    }

    /// <summary>Tells where the slots of a measure go: with their group, or to <c>(other)</c>.</summary>
    private void FillTargets(ReadOnlySpan<int> movedTo, ReadOnlySpan<long> weights, long threshold, StepIndex slots, int other, Span<int> targets)
    {
        for (int group = 0; group < movedTo.Length; group++)
        {
            int to = weights[group] > threshold ? movedTo[group] : TupleTable.Other;
            if (Axis.Count == 1)
            {
                targets[group] = to;
                continue;
            }

            slots.Slots(group, out int slot, out int step, out int count);
            int target = other + step;
            if (to != TupleTable.Other)
            {
                _slots.Slots(to, out target, out _, out _);
            }

            for (int i = 0; i < count; i++)
            {
                targets[slot + i] = target + i;
            }
        }
    }

    private static void MoveErrors(MeasureColumn measure, ReadOnlySpan<int> movedTo, ReadOnlySpan<long> weights, long threshold, Span<long> errors)
    {
        errors[TupleTable.Other] = 0;
        for (int group = 1; group < movedTo.Length; group++)
        {
            if (movedTo[group] != TupleTable.Other)
            {
                errors[movedTo[group]] = weights[group] > threshold || threshold < 0 ? measure.ErrorOf(group) : measure.Error;
            }
        }
    }

    /// <summary>Gives slots to the groups that stay, as many as they have; returns the first one of <c>(other)</c>.</summary>
    private int MoveSlots(ReadOnlySpan<int> movedTo)
    {
        StepIndex slots = _slots;
        _slots = new StepIndex(Axis.Count);
        int other = _slots.Reserve(TupleTable.Other, 0, Axis.Count);
        for (int group = 1; group < movedTo.Length; group++)
        {
            if (movedTo[group] != TupleTable.Other)
            {
                slots.Slots(group, out _, out int step, out int count);
                _slots.Reserve(movedTo[group], step, count);
            }
        }

        return other;
    }

    /// <summary>The weight of each group, errors included; 0 for groups that the measure has not counted, and for <c>(other)</c>.</summary>
    private void Weigh(MeasureColumn measure, int slotCount, Span<long> weights)
    {
        if (Axis.Count == 1)
        {
            measure.Weigh(weights);
        }
        else
        {
            using var ofSlots = SpanOwner<long>.Allocate(slotCount);
            measure.Weigh(ofSlots.Span);
            for (int group = 1; group < weights.Length; group++)
            {
                _slots.Slots(group, out int slot, out _, out int count);
                weights[group] = Sum(ofSlots.Span.Slice(slot, count));
            }
        }

        weights[TupleTable.Other] = 0;
        measure.AddErrorsTo(weights);
    }

    private static long Sum(ReadOnlySpan<long> parts)
    {
        long sum = 0;
        foreach (long part in parts)
        {
            sum += part;
        }

        return sum;
    }

    /// <summary>The weight of the heaviest group past the bound; -1 where the groups stay within it.</summary>
    private long Threshold(ReadOnlySpan<long> weights)
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
