using System.Diagnostics.CodeAnalysis;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Aggregation;

/// <summary>
/// What is computed per slot (a group in a step of time), with the errors that bounding the groups caused. Additive: merging slots
/// gives what adding all their records to one would have given, in any order. Not thread-safe.
/// </summary>
internal abstract class MeasureColumn
{
    private long[]? _errors;

    /// <summary>The most records that a group which is not there can have had here (see <see cref="GroupState"/>).</summary>
    public long Error { get; set; }

    public virtual long Bytes => (_errors?.Length ?? 0) * 8L;

    /// <summary>A column that holds the same and shares nothing.</summary>
    /// <param name="spent">A column of the same kind that nobody needs any more, whose memory the copy may take; null for none.</param>
    public virtual MeasureColumn Copy(MeasureColumn? spent)
    {
        var copy = (MeasureColumn)MemberwiseClone();
        copy._errors = _errors is null ? null : [.. _errors];
        return copy;
    }

    /// <summary>An empty column of the same kind.</summary>
    public abstract MeasureColumn CreateEmpty();

    /// <summary>Adds rows, each to its slot. <paramref name="numbers"/> is the column of the measured field.</summary>
    public abstract void Add(ReadOnlySpan<int> rows, ReadOnlySpan<int> slots, ReadOnlySpan<long> numbers);

    /// <summary>Gives back memory that is only needed while records are added: room beyond <paramref name="count"/> slots.</summary>
    public abstract void Seal(int count);

    /// <summary>How many records a slot has counted.</summary>
    public abstract long Weight(int slot);

    /// <summary>Whether any of some slots in a row holds something.</summary>
    public abstract bool HasAny(int slot, int count);

    /// <summary>Adds what some slots in a row of a column of the same kind hold to one slot.</summary>
    public abstract void MergeSlots(int slot, MeasureColumn source, int sourceSlot, int count);

    /// <summary>
    /// Moves the content of every slot: that of slot i to <paramref name="targets"/>[i], where that of several adds up. Afterwards
    /// there are <paramref name="count"/> slots. Where <paramref name="isDownward"/>, no target lies behind its slot, so that everything
    /// moves where it stands.
    /// </summary>
    public abstract void Rearrange(ReadOnlySpan<int> targets, int count, bool isDownward);

    /// <summary>Tells how many records each slot has counted.</summary>
    public abstract void Weigh(Span<long> weights);

    /// <summary>Adds what many slots of a column of the same kind hold to one slot.</summary>
    public virtual void MergeSlots(int slot, MeasureColumn source, ReadOnlySpan<int> sourceSlots)
    {
        foreach (int sourceSlot in sourceSlots)
        {
            MergeSlots(slot, source, sourceSlot, 1);
        }
    }

    /// <summary>Makes telling weights fast, at the cost of memory, as long as slots are only merged.</summary>
    public virtual void KeepWeights()
    {
    }

    /// <summary>Adds its error to the weight of each group that has any.</summary>
    public void AddErrorsTo(Span<long> weights)
    {
        ReadOnlySpan<long> errors = _errors;
        for (int group = 0; group < Math.Min(errors.Length, weights.Length); group++)
        {
            weights[group] += weights[group] == 0 ? 0 : errors[group];
        }
    }

    /// <summary>Replaces the errors of all groups.</summary>
    public void ReplaceErrors(ReadOnlySpan<long> errors)
    {
        if (_errors is null && !errors.ContainsAnyExcept(0))
        {
            return;
        }

        EnsureLength(ref _errors, errors.Length);
        errors.CopyTo(_errors);
        _errors.AsSpan(errors.Length).Clear();
    }

    /// <summary>Moves the content of a slot to an empty one.</summary>
    public abstract void MoveSlot(int from, int to);

    /// <summary>Makes room for slots up to <paramref name="count"/>.</summary>
    public abstract void EnsureSlots(int count);

    public abstract void WriteSlot(BinaryWriter writer, int slot);

    public abstract void ReadSlot(BinaryReader reader, int slot);

    /// <summary>How many records of a group can be missing from its count, because they came before it was admitted.</summary>
    public long ErrorOf(int group) => _errors is not null && group < _errors.Length ? _errors[group] : 0;

    public void AddError(int group, long error)
    {
        if (error == 0)
        {
            return;
        }

        EnsureLength(ref _errors, group + 1);
        _errors[group] += error;
    }

    protected static void EnsureLength<T>([NotNull] ref T[]? array, int count)
    {
        if (array is null || array.Length < count)
        {
            Array.Resize(ref array, Math.Max(count, Math.Max(8, (array?.Length ?? 0) * 2)));
        }
    }

    protected static bool Has(long number) => number != RecordBatch.AbsentNumber;
}
