using System.Collections.Immutable;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Everything that a plan keeps of one hour or one day, self-contained: dictionaries, entities and states. Not thread-safe: one owner
/// writes, and nobody reads meanwhile; once it is shared, nobody writes.
/// </summary>
internal sealed partial class Segment
{
    private static long s_ids;

    private readonly KeyDictionary?[] _dictionaries;
    private long _rememberedBytes;
    private int _prunedBefore;
    private long? _sharedBytes;

    /// <param name="plan">What is kept.</param>
    /// <param name="startMinute">The first minute.</param>
    /// <param name="minutes">Minutes covered.</param>
    /// <param name="groupWidths">Minutes per step of each state of groups.</param>
    /// <param name="rowWidth">Minutes per step of the states of rows.</param>
    /// <param name="bound">The number of groups up to which a state is exact.</param>
    public Segment(AggregationPlan plan, long startMinute, int minutes, ReadOnlySpan<int> groupWidths, int rowWidth, int bound)
    {
        Plan = plan;
        StartMinute = startMinute;
        Minutes = minutes;
        _dictionaries = new KeyDictionary?[plan.Schema.Count];
        var groups = new GroupState[plan.Groups.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = plan.Groups[i].CreateState(AxisOf(groupWidths[i]), bound);
        }

        Groups = groups;
        Rows = [.. plan.Rows.Select(row => new RowState(row.Shape, AxisOf(rowWidth)))];
    }

    /// <summary>Never given twice, so that it stands for what a shared segment holds.</summary>
    public long Id { get; } = Interlocked.Increment(ref s_ids);

    public AggregationPlan Plan { get; }

    public long StartMinute { get; }

    public int Minutes { get; }

    public long EndMinute => StartMinute + Minutes;

    /// <summary>Whose APIs the records belong to: tuples of account, region, API and stage.</summary>
    public TupleTable Entities { get; } = new(4);

    public GroupState[] Groups { get; }

    public RowState[] Rows { get; }

    /// <summary>The minute of the oldest record; far in the future while there is none.</summary>
    public long FirstMinute { get; private set; } = long.MaxValue;

    /// <summary>The minute of the newest record.</summary>
    public long LastMinute { get; private set; } = long.MinValue;

    /// <summary>Whether others may read it at any time, so that it must not be changed any more.</summary>
    public bool IsShared { get; private set; }

    public long Bytes => _sharedBytes ?? (Entities.Bytes + DictionaryBytes() + Groups.Sum(state => state.Bytes) + Rows.Sum(state => state.Bytes));

    /// <summary>Gives others leave to read it, for good.</summary>
    public void Share()
    {
        if (!IsShared)
        {
            Seal();
            _sharedBytes = Bytes;
            IsShared = true;
        }
    }

    /// <summary>The dictionary of a field. Readers of a shared segment that lacks it may each get an empty one.</summary>
    public KeyDictionary Dictionary(int field) => _dictionaries[field] ??= new KeyDictionary();

    /// <summary>How often keys were numbered anew, so that numbers known from before are stale.</summary>
    public int Renumberings { get; private set; }

    /// <summary>
    /// Frees the keys of groups that were given up, if any were since this was called last and keys take half as much again as
    /// after it was done last, and <paramref name="leastGrowth"/> bytes more. Just then few groups are left to be renumbered.
    /// </summary>
    public void ForgetKeys(long leastGrowth)
    {
        int pruned = 0;
        foreach (GroupState state in Groups)
        {
            pruned += state.PruneCount;
        }

        if (pruned == _prunedBefore)
        {
            return;
        }

        _prunedBefore = pruned;
        if (UsedBytes() > (_rememberedBytes * 3 / 2) + leastGrowth)
        {
            RenumberKeys();
            _rememberedBytes = UsedBytes();
        }
    }

    /// <summary>Gives back what is only needed while records are added: room for more keys, values that wait.</summary>
    public void Seal()
    {
        foreach (GroupState state in Groups)
        {
            state.Seal();
        }

        foreach (RowState state in Rows)
        {
            state.Seal();
        }

        if (_prunedBefore > 0)
        {
            RenumberKeys();
        }

        foreach (KeyDictionary? dictionary in _dictionaries)
        {
            dictionary?.Trim();
        }
    }

    private void RenumberKeys()
    {
        int[]?[] maps = [.. _dictionaries.Select(dictionary => dictionary is null ? null : new int[dictionary.Count])];
        for (int part = 0; part < Entities.Width; part++)
        {
            Entities.Mark(part, maps[Plan.EntityFields[part]]);
        }

        for (int i = 0; i < Groups.Length; i++)
        {
            ImmutableArray<KeySource> keys = Plan.Groups[i].Keys;
            for (int column = 0; column < keys.Length; column++)
            {
                if (keys[column].Kind == KeySourceKind.Text)
                {
                    Groups[i].MarkKeys(column, maps[keys[column].Field]);
                }
            }
        }

        for (int field = 0; field < maps.Length; field++)
        {
            _dictionaries[field]?.Keep(maps[field]);
        }

        Entities.Renumber([.. Plan.EntityFields.Select(field => maps[field])]);
        for (int i = 0; i < Groups.Length; i++)
        {
            Groups[i].RenumberKeys([.. Plan.Groups[i].Keys.Select(key => key.Kind == KeySourceKind.Text ? maps[key.Field] : null)]);
        }

        Renumberings++;
    }

    private long UsedBytes()
    {
        long bytes = 0;
        foreach (KeyDictionary? dictionary in _dictionaries)
        {
            bytes += dictionary?.UsedBytes ?? 0;
        }

        return bytes;
    }

    /// <summary>Widens the stretch in which records lie.</summary>
    public void Cover(long firstMinute, long lastMinute)
    {
        FirstMinute = Math.Min(FirstMinute, firstMinute);
        LastMinute = Math.Max(LastMinute, lastMinute);
    }

    /// <summary>Adds what another segment within this one's time holds, which stays as it is.</summary>
    public void MergeFrom(Segment source)
    {
        var maps = new KeyMap?[_dictionaries.Length];
        KeyMap entities = new EntityMap(source, this, MapOf);
        for (int i = 0; i < Groups.Length; i++)
        {
            GroupPlan plan = Plan.Groups[i];
            Groups[i].MergeFrom(source.Groups[i], new GroupMapping
            {
                Keys = [.. plan.Keys.Select((key, column) => (column, key.Kind switch
                {
                    KeySourceKind.Entity => entities,
                    KeySourceKind.Status => KeyMap.Identity,
                    _ => MapOf(key.Field),
                }))],
                Measures = GroupMapping.SameMeasures(plan.Measures.Length),
            });
        }

        for (int i = 0; i < Rows.Length; i++)
        {
            Rows[i].MergeFrom(source.Rows[i], slice => Plan.IsSliced ? entities.Map(slice) : RowState.Unsliced);
        }

        Cover(source.FirstMinute, source.LastMinute);

        KeyMap MapOf(int field) => maps[field] ??= new DictionaryMap(source.Dictionary(field), Dictionary(field));
    }

    private long DictionaryBytes()
    {
        long bytes = 0;
        foreach (KeyDictionary? dictionary in _dictionaries)
        {
            bytes += dictionary?.Bytes ?? 0;
        }

        return bytes;
    }

    private StepAxis AxisOf(int width) => new(StartMinute, Math.Min(width, Minutes), Math.Max(1, Minutes / width));

    /// <summary>Translates entities: the tuples' parts by their dictionaries, then the tuple.</summary>
    private sealed class EntityMap(Segment source, Segment target, Func<int, KeyMap> mapOf) : KeyMap
    {
        private readonly int[] _known = new int[source.Entities.Count];

        public override int Map(int entity)
        {
            if (_known[entity] == 0 && entity != TupleTable.Other)
            {
                Span<int> parts = stackalloc int[4];
                ReadOnlySpan<int> old = source.Entities[entity];
                for (int part = 0; part < parts.Length; part++)
                {
                    parts[part] = mapOf(source.Plan.EntityFields[part]).Map(old[part]);
                }

                _known[entity] = target.Entities.GetOrAdd(parts);
            }

            return _known[entity];
        }
    }
}
