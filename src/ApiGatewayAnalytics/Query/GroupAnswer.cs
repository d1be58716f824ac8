using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The groups of a panel, merged from segments one after the other: keyed by the panel's own keys, in dictionaries of its own, so that
/// nothing of it is shared with the timeline. It holds every measure of the state, for all panels that differ only in that.
/// Not thread-safe.
/// </summary>
internal sealed class GroupAnswer
{
    private readonly KeyDictionary?[] _dictionaries;
    private readonly (int Source, int Target)[] _measures;
    private readonly PanelPlan _plan;

    /// <param name="aggregation">What is kept.</param>
    /// <param name="plan">The panel.</param>
    /// <param name="axis">The steps of the answer.</param>
    public GroupAnswer(AggregationPlan aggregation, PanelPlan plan, StepAxis axis)
    {
        _plan = plan;
        _dictionaries = new KeyDictionary?[plan.Keys.Length];
        GroupPlan state = aggregation.Groups[plan.State];
        _measures = GroupMapping.SameMeasures(state.Measures.Length);
        State = new GroupState(plan.Keys.Length, Math.Max(0, plan.Keys.Length - 1), axis, SegmentCutter.DefaultBound, [.. state.Measures.Select(measure => measure.CreateColumn())]);
    }

    private GroupAnswer(GroupAnswer source, GroupAnswer? spent)
    {
        (_plan, _dictionaries, _measures) = (source._plan, source._dictionaries, source._measures);
        State = source.State.Copy(spent?.State);
    }

    /// <summary>The groups.</summary>
    public GroupState State { get; }

    /// <summary>The memory of the groups and, since copies share them, separately of the texts of their keys.</summary>
    public (long Groups, long Texts) Bytes => (State.Bytes, _dictionaries.Sum(dictionary => dictionary?.Bytes ?? 0));

    /// <summary>The same groups, to be added to; the texts of keys are shared, since a text keeps its number.</summary>
    /// <param name="spent">An earlier copy that nobody needs any more, whose memory this one may take; null for none.</param>
    public GroupAnswer Copy(GroupAnswer? spent) => new(this, spent);

    /// <summary>Adds the groups of a segment, as far as they pass the filters and lie in a range.</summary>
    public void Add(Segment segment, QueryScope scope, MinuteRange range)
    {
        if (scope.Exclusion is not { } exclusion)
        {
            State.MergeFrom(segment.Groups[_plan.State], MappingOf(segment, scope, range, null));
            return;
        }

        foreach ((MinuteRange part, KeyFilter? counts) in exclusion.PartsOf(segment, _plan.State, range))
        {
            State.MergeFrom(segment.Groups[_plan.State], MappingOf(segment, scope, part, counts));
        }
    }

    /// <summary>A key of a group as UTF-8; empty where the records lack the field. Of a status, which has no text, a number: <see cref="GroupState.Keys"/>.</summary>
    public ReadOnlySpan<byte> KeyBytes(int group, int column) => _dictionaries[column]![State.Keys(group)[column]];

    /// <summary>A key of a group as text; null where the records lack the field.</summary>
    public string? KeyText(int group, int column)
    {
        int key = State.Keys(group)[column];
        if (key == KeyDictionary.Absent)
        {
            return null;
        }

        return _dictionaries[column] is { } dictionary
            ? Encoding.UTF8.GetString(dictionary[key])
            : key.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Orders two groups by one key: absent first, then by the bytes of the text.</summary>
    public int CompareKeys(int group, int other, int column)
    {
        int a = State.Keys(group)[column];
        int b = State.Keys(other)[column];
        if (a == b || _dictionaries[column] is not { } dictionary)
        {
            return a.CompareTo(b);
        }

        return a != KeyDictionary.Absent && b != KeyDictionary.Absent && column < _plan.Definition.By.Length && AddressColumns.IsCoordinate(_plan.Definition.By[column])
            ? Degrees(dictionary[a]).CompareTo(Degrees(dictionary[b]))
            : dictionary[a].SequenceCompareTo(dictionary[b]);
    }

    private static double Degrees(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out double degrees, out _) ? degrees : double.NaN;

    private GroupMapping MappingOf(Segment segment, QueryScope scope, MinuteRange range, KeyFilter? counts)
    {
        GroupPlan state = segment.Plan.Groups[_plan.State];
        int entity = state.Keys.IndexOf(KeySource.Entity);
        var keys = new (int Column, KeyMap Map)[_plan.Keys.Length];
        for (int column = 0; column < keys.Length; column++)
        {
            keys[column] = (_plan.Keys[column].Column, MapOf(segment, scope, state, _plan.Keys[column], column));
        }

        bool isExact = segment.Groups[_plan.State].Measures.All(measure => measure.Error == 0);
        return new GroupMapping
        {
            Keys = keys,
            Measures = _measures,
            Filter = FilterOf(segment, scope, state, entity, counts),
            FromMinute = range.From,
            ToMinute = range.To,
            FanIn = _plan.DropsKeys ? 0 : entity >= 0 && !isExact ? EntitiesPerKey(segment, scope, PartsOf(keys, entity)) : 1,
        };
    }

    private KeyFilter? FilterOf(Segment segment, QueryScope scope, GroupPlan state, int entity, KeyFilter? counts)
    {
        bool[]? passing = entity < 0 ? null : scope.Passing(segment);
        if (passing is null && _plan.Tests.IsEmpty)
        {
            return counts;
        }

        var tests = new SegmentKeyTest[_plan.Tests.Length];
        for (int i = 0; i < tests.Length; i++)
        {
            tests[i] = new SegmentKeyTest(segment, state.Keys[_plan.Tests[i].Column], _plan.Tests[i]);
        }

        return keys =>
        {
            if ((passing is not null && !passing[keys[entity]]) || (counts is not null && !counts(keys)))
            {
                return false;
            }

            foreach (SegmentKeyTest test in tests)
            {
                if (!test.Passes(keys))
                {
                    return false;
                }
            }

            return true;
        };
    }

    private static KeyMap[] PartsOf((int Column, KeyMap Map)[] keys, int entity)
    {
        var parts = new List<KeyMap>();
        foreach ((int column, KeyMap map) in keys)
        {
            if (column == entity)
            {
                parts.Add(map);
            }
        }

        return [.. parts];
    }

    /// <summary>How many entities can fall on one key at most, of which the panel shows only some parts.</summary>
    private static int EntitiesPerKey(Segment segment, QueryScope scope, KeyMap[] parts)
    {
        var keys = new TupleTable(parts.Length);
        var counts = new int[segment.Entities.Count];
        var tuple = new int[parts.Length];
        bool[]? passing = scope.Passing(segment);
        for (int entity = TupleTable.Other + 1; entity < segment.Entities.Count; entity++)
        {
            if (passing is null || passing[entity])
            {
                for (int part = 0; part < parts.Length; part++)
                {
                    tuple[part] = parts[part].Map(entity);
                }

                counts[keys.GetOrAdd(tuple) - 1]++;
            }
        }

        return Math.Max(1, counts.Max());
    }

    private KeyMap MapOf(Segment segment, QueryScope scope, GroupPlan state, PanelKey key, int column)
    {
        if (key.Part is { } part)
        {
            return new EntityPartMap(scope, segment, part, _dictionaries[column] ??= new KeyDictionary());
        }

        KeySource source = state.Keys[key.Column];
        return source.Kind == KeySourceKind.Status
            ? KeyMap.Identity
            : new DictionaryMap(segment.Dictionary(source.Field), _dictionaries[column] ??= new KeyDictionary());
    }
}
