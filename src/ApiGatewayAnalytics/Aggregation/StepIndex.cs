using System.Runtime.CompilerServices;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// Finds the slot of a group in a step of time. With one step a slot is the group itself. Else a group has a single slot as long
/// as it was seen in one step only, as most keys of wide states are, and a block of one slot per step from the second on.
/// Slots are numbered from 0 and never given back. Not thread-safe.
/// </summary>
internal sealed class StepIndex(int stepCount)
{
    private const int NoStep = -1;
    private const int AllSteps = -2;

    private int[] _steps = [];
    private int[] _bases = [];
    private int _next;

    public int StepCount { get; } = stepCount;

    public long Bytes => (_steps.Length + _bases.Length) * 4L;

    /// <summary>The number of slots given, for <paramref name="groupCount"/> groups.</summary>
    public int SlotCount(int groupCount) => StepCount == 1 ? groupCount : _next;

    /// <summary>
    /// The slot of a group in a step. Where the group leaves its single slot, <paramref name="movedFrom"/> is that slot, whose
    /// content the caller moves to <paramref name="movedTo"/>; else both are -1.
    /// </summary>
    public int GetOrAdd(int group, int step, out int movedFrom, out int movedTo)
    {
        movedFrom = movedTo = -1;
        if (StepCount == 1)
        {
            return group;
        }

        if (group >= _steps.Length)
        {
            Grow(group);
        }

        int first = _steps[group];
        if (first == AllSteps)
        {
            return _bases[group] + step;
        }

        if (first == step)
        {
            return _bases[group];
        }

        if (first == NoStep)
        {
            _steps[group] = step;
            return _bases[group] = _next++;
        }

        movedFrom = _bases[group];
        _steps[group] = AllSteps;
        _bases[group] = _next;
        _next += StepCount;
        movedTo = _bases[group] + first;
        return _bases[group] + step;
    }

    /// <summary>The slot of a group that has one for every step; -1 for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotOfMany(int group, int step) => group < _steps.Length && _steps[group] == AllSteps ? _bases[group] + step : -1;

    /// <summary>The slots of a group: <paramref name="count"/> of them from <paramref name="slot"/> and <paramref name="step"/> on.</summary>
    public void Slots(int group, out int slot, out int step, out int count)
    {
        if (StepCount == 1)
        {
            (slot, step, count) = (group, 0, 1);
            return;
        }

        int first = group < _steps.Length ? _steps[group] : NoStep;
        (slot, step, count) = first switch
        {
            NoStep => (0, 0, 0),
            AllSteps => (_bases[group], 0, StepCount),
            _ => (_bases[group], first, 1),
        };
    }

    /// <summary>Gives a group without slots <paramref name="count"/> of them, one step or all, and returns the first.</summary>
    public int Reserve(int group, int step, int count)
    {
        if (StepCount == 1)
        {
            return group;
        }

        if (group >= _steps.Length)
        {
            Grow(group);
        }

        int slot = _next;
        (_steps[group], _bases[group]) = (count == 1 ? step : AllSteps, slot);
        _next += count;
        return slot;
    }

    public StepIndex Copy()
    {
        var copy = (StepIndex)MemberwiseClone();
        (copy._steps, copy._bases) = ([.. _steps], [.. _bases]);
        return copy;
    }

    private void Grow(int group)
    {
        int old = _steps.Length;
        int length = Math.Max(group + 1, Math.Max(16, old * 2));
        Array.Resize(ref _steps, length);
        Array.Resize(ref _bases, length);
        _steps.AsSpan(old).Fill(NoStep);
    }
}
