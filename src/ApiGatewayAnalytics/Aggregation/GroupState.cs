using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Groups of records by a tuple of keys, measured per step of time: the state behind everything that is counted, summed, averaged or
/// ranked by keys.
/// <para>
/// Up to <see cref="Bound"/> groups it is exact. Beyond, each measure keeps its heaviest groups by the algorithm of Misra and Gries
/// (1982) in the mergeable form of Agarwal et al. (2012): when twice as many groups as the bound have come, the weight of the
/// first group past the bound becomes the measure's error, and groups up to it are given up, their records counted as
/// <c>(other)</c>. A group admitted later can have lost up to that error. So a true count is at least the count kept and at most the
/// count kept plus the group's error; the error is at most total / bound; every group heavier than that is there; and the counts
/// of all groups and of <c>(other)</c> add up to the exact total. Order, splits and merges change none of this.
/// </para>
/// <para>Not thread-safe: one owner writes, and nobody reads meanwhile.</para>
/// </summary>
internal sealed partial class GroupState
{
    // Keeping a few times the bound before giving up groups makes that rare, and answers exact for longer.
    private const int Slack = 2;

    private TupleTable _groups;
    private StepIndex _slots;
    private MeasureColumn[] _measures;
    private int _slotRoom;
    private int _pruneAt;

    /// <param name="keyCount">The number of keys.</param>
    /// <param name="leadKey">The key with most values.</param>
    /// <param name="axis">The steps of time.</param>
    /// <param name="bound">The number of groups up to which everything is exact.</param>
    /// <param name="measures">Empty columns.</param>
    public GroupState(int keyCount, int leadKey, StepAxis axis, int bound, MeasureColumn[] measures)
    {
        Axis = axis;
        Bound = bound;
        _pruneAt = Slack * bound;
        _measures = measures;
        _groups = new TupleTable(keyCount, leadKey);
        _slots = new StepIndex(axis.Count);
    }

    public StepAxis Axis { get; }

    /// <summary>The number of groups up to which everything is exact.</summary>
    public int Bound { get; private set; }

    /// <summary>How often groups were given up, whose keys dictionaries may still hold.</summary>
    public int PruneCount { get; private set; }

    /// <summary>The number of groups, <c>(other)</c> included, which is group 0.</summary>
    public int GroupCount => _groups.Count;

    public IReadOnlyList<MeasureColumn> Measures => _measures;

    public long Bytes
    {
        get
        {
            long bytes = _groups.Bytes + _slots.Bytes;
            foreach (MeasureColumn measure in _measures)
            {
                bytes += measure.Bytes;
            }

            return bytes;
        }
    }

    /// <summary>The keys of a group.</summary>
    public ReadOnlySpan<int> Keys(int group) => _groups[group];

    /// <summary>The slots of a group: <paramref name="count"/> of them, from <paramref name="slot"/> and <paramref name="step"/> on.</summary>
    public void Slots(int group, out int slot, out int step, out int count) => _slots.Slots(group, out slot, out step, out count);

    /// <summary>The records of a group that a measure has counted, over all steps.</summary>
    public long Weight(int measure, int group)
    {
        _slots.Slots(group, out int slot, out _, out int count);
        return WeightOf(_measures[measure], slot, count);
    }

    /// <summary>The records of each group that a measure has counted, over all steps.</summary>
    public long[] Weights(int measure)
    {
        var weights = new long[GroupCount];
        if (Axis.Count == 1)
        {
            EnsureSlots();
            _measures[measure].Weigh(weights);
            return weights;
        }

        for (int group = 0; group < weights.Length; group++)
        {
            weights[group] = Weight(measure, group);
        }

        return weights;
    }

    /// <summary>Adds rows of a batch.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="keys">The column of each key, by row.</param>
    /// <param name="steps">The step of each row.</param>
    /// <param name="numbers">The column of each measure's field, by row; empty for counts.</param>
    /// <param name="scratch">Room to work in.</param>
    public void Add(
        ReadOnlySpan<int> rows, ReadOnlySpan<int[]> keys, ReadOnlySpan<int> steps, ReadOnlySpan<long[]> numbers, LookupScratch scratch)
    {
        int known = _groups.Count;
        Span<int> groups = scratch.Groups(rows.Length);
        _groups.GetOrAdd(rows, keys, groups, scratch);
        for (int group = known; group < _groups.Count; group++)
        {
            AddAdmissionError(group);
        }

        Add(rows, groups, steps, numbers, scratch);
    }

    /// <summary>Adds rows of a batch, the group of each of which is known.</summary>
    public void Add(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> groups, ReadOnlySpan<int> steps, ReadOnlySpan<long[]> numbers, LookupScratch scratch)
    {
        ReadOnlySpan<int> slots = groups;
        if (Axis.Count > 1)
        {
            Span<int> found = scratch.Starts(rows.Length);
            if (FindSlots(rows, groups, steps, found))
            {
                FindSlots(rows, groups, steps, found);
            }

            slots = found;
        }

        EnsureSlots();
        for (int m = 0; m < _measures.Length; m++)
        {
            _measures[m].Add(rows, slots, numbers[m]);
        }

        PruneIfNeeded();
    }

    /// <summary>The group of a tuple of keys, admitted where it is new.</summary>
    public int GroupOf(ReadOnlySpan<int> keys)
    {
        int known = _groups.Count;
        int group = _groups.GetOrAdd(keys);
        if (group == known)
        {
            AddAdmissionError(group);
        }

        return group;
    }

    /// <summary>Finds the slot of each row; whether a slot moved meanwhile, so that those found before may be stale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FindSlots(ReadOnlySpan<int> rows, ReadOnlySpan<int> groups, ReadOnlySpan<int> steps, Span<int> slots)
    {
        bool moved = false;
        for (int i = 0; i < rows.Length; i++)
        {
            int step = steps[rows[i]];
            slots[i] = _slots.SlotOfMany(groups[i], step);
            if (slots[i] < 0)
            {
                slots[i] = SlotOf(groups[i], step, out bool movedHere);
                moved |= movedHere;
            }
        }

        return moved;
    }

    /// <summary>Lowers the bound and gives up what is past it.</summary>
    public void Tighten(int bound)
    {
        Bound = bound;
        _pruneAt = Math.Min(_pruneAt, Slack * bound);
        if (_groups.Count > Bound)
        {
            Prune();
        }
    }

    /// <summary>Gives back memory that is only needed while records are added.</summary>
    public void Seal()
    {
        EnsureSlots();
        _slotRoom = _slots.SlotCount(_groups.Count);
        foreach (MeasureColumn measure in _measures)
        {
            measure.Seal(_slotRoom);
        }
    }

    /// <summary>A state that holds the same and shares nothing.</summary>
    /// <param name="spent">A state with the same measures that nobody needs any more, whose memory the copy may take; null for none.</param>
    public GroupState Copy(GroupState? spent)
    {
        var copy = (GroupState)MemberwiseClone();
        (copy._groups, copy._slots) = (_groups.Copy(), _slots.Copy());
        copy._measures = [.. _measures.Select((measure, number) => measure.Copy(spent?._measures[number]))];
        return copy;
    }

    /// <summary>Makes <see cref="Weights"/> fast, at the cost of memory, as long as nothing but merging happens.</summary>
    public void KeepWeights()
    {
        foreach (MeasureColumn measure in _measures)
        {
            measure.KeepWeights();
        }
    }

    /// <summary>Marks the keys of one column that groups have.</summary>
    public void MarkKeys(int column, Span<int> marks) => _groups.Mark(column, marks);

    /// <summary>Replaces the numbers of keys, column by column; null where a column stays.</summary>
    public void RenumberKeys(ReadOnlySpan<int[]?> maps) => _groups.Renumber(maps);

    /// <summary>A measure of <c>(other)</c> and of further groups together: a column with one slot per step.</summary>
    public MeasureColumn Together(int measure, IEnumerable<int> groups)
    {
        MeasureColumn source = _measures[measure];
        MeasureColumn together = source.CreateEmpty();
        together.EnsureSlots(Axis.Count);
        if (Axis.Count == 1)
        {
            together.MergeSlots(0, source, [TupleTable.Other, .. groups]);
            return together;
        }

        foreach (int group in groups.Prepend(TupleTable.Other))
        {
            _slots.Slots(group, out int slot, out int step, out int count);
            for (int i = 0; i < count; i++)
            {
                together.MergeSlots(step + i, source, slot + i, 1);
            }
        }

        return together;
    }

    /// <summary>A group that is new here may have been given up before.</summary>
    private void AddAdmissionError(int group)
    {
        foreach (MeasureColumn measure in _measures)
        {
            measure.AddError(group, measure.Error);
        }
    }

    private int SlotOf(int group, int step) => SlotOf(group, step, out _);

    private int SlotOf(int group, int step, out bool moved)
    {
        int slot = _slots.GetOrAdd(group, step, out int from, out int to);
        moved = from >= 0;
        if (moved)
        {
            EnsureSlots();
            foreach (MeasureColumn measure in _measures)
            {
                measure.MoveSlot(from, to);
            }
        }

        return slot;
    }

    private void EnsureSlots()
    {
        int count = _slots.SlotCount(_groups.Count);
        if (count > _slotRoom)
        {
            GrowSlots(Math.Max(count, _slotRoom * 2));
        }
    }

    private void GrowSlots(int room)
    {
        _slotRoom = room;
        foreach (MeasureColumn measure in _measures)
        {
            measure.EnsureSlots(room);
        }
    }

    private void PruneIfNeeded()
    {
        if (_groups.Count > _pruneAt)
        {
            Prune();
        }
    }
}
