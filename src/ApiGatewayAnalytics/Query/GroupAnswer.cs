using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Enrichment;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;
using CommunityToolkit.HighPerformance.Buffers;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// The groups of a panel, merged from all segments of a scope: keyed by the panel's own keys, in dictionaries of its own, so that
/// nothing of it is shared with the timeline. It holds every measure of the state, for all panels that differ only in that.
/// </summary>
internal sealed class GroupAnswer
{
    private readonly KeyDictionary?[] _dictionaries;
    private readonly (int Source, int Target)[] _measures;
    private readonly PanelPlan _plan;

    /// <param name="aggregation">What is kept.</param>
    /// <param name="plan">The panel.</param>
    /// <param name="scope">What the question is about.</param>
    /// <param name="range">The range as far as the states can tell it.</param>
    /// <param name="axis">The steps of the answer.</param>
    public GroupAnswer(AggregationPlan aggregation, PanelPlan plan, QueryScope scope, MinuteRange range, StepAxis axis)
    {
        _plan = plan;
        Range = range;
        _dictionaries = new KeyDictionary?[plan.Keys.Length];
        GroupPlan state = aggregation.Groups[plan.State];
        _measures = GroupMapping.SameMeasures(state.Measures.Length);
        State = new GroupState(plan.Keys.Length, Math.Max(0, plan.Keys.Length - 1), axis, SegmentCutter.DefaultBound, [.. state.Measures.Select(measure => measure.CreateColumn())]);
        foreach (Segment segment in scope.Segments)
        {
            State.MergeFrom(segment.Groups[plan.State], MappingOf(segment, scope, range));
        }
    }

    /// <summary>The groups.</summary>
    public GroupState State { get; }

    /// <summary>The range as far as the states can tell it.</summary>
    public MinuteRange Range { get; }

    /// <summary>A key of a group as text; null where the records lack the field.</summary>
    public string? KeyText(int group, int column)
    {
        int key = State.Keys(group)[column];
        if (key == KeyDictionary.Absent)
        {
            return null;
        }

        return _dictionaries[column] is { } dictionary
            ? StringPool.Shared.GetOrAdd(dictionary[key], Encoding.UTF8)
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

    private GroupMapping MappingOf(Segment segment, QueryScope scope, MinuteRange range)
    {
        GroupPlan state = segment.Plan.Groups[_plan.State];
        int entity = state.Keys.IndexOf(KeySource.Entity);
        bool isFiltered = scope.IsFiltered && entity >= 0;
        var keys = new (int Column, KeyMap Map)[_plan.Keys.Length];
        for (int column = 0; column < keys.Length; column++)
        {
            keys[column] = (_plan.Keys[column].Column, MapOf(segment, scope, state, _plan.Keys[column], column));
        }

        return new GroupMapping
        {
            Keys = keys,
            Measures = _measures,
            Filter = isFiltered || _plan.Tests.Length > 0
                ? keys => (!isFiltered || scope.Passes(segment, keys[entity])) && PassesTests(segment, state, keys)
                : null,
            FromMinute = range.From,
            ToMinute = range.To,
            FanIn = _plan.DropsKeys ? 0 : entity >= 0 ? EntitiesPerKey(segment, scope, PartsOf(keys, entity)) : 1,
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
        for (int entity = TupleTable.Other + 1; entity < segment.Entities.Count; entity++)
        {
            if (scope.Passes(segment, entity))
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

    private bool PassesTests(Segment segment, GroupPlan state, ReadOnlySpan<int> keys)
    {
        foreach (KeyTest test in _plan.Tests)
        {
            if (!PassesTest(segment, state.Keys[test.Column], keys[test.Column], test))
            {
                return false;
            }
        }

        return true;
    }

    private static bool PassesTest(Segment segment, KeySource source, int key, KeyTest test) => source.Kind switch
    {
        KeySourceKind.Status => test.Passes(key, isStatus: true, default),
        KeySourceKind.Text => test.Passes(key, isStatus: false, segment.Dictionary(source.Field)[key]),
        _ => PassesEntity(segment, key, test),
    };

    private static bool PassesEntity(Segment segment, int entity, KeyTest test)
    {
        // A name is not among the parts: it is known only when a panel is answered, so no condition may ask for it.
        int part = segment.Plan.Schema.PartOf(test.Predicate.Field!);
        int key = segment.Entities[entity][part];
        return test.Passes(key, isStatus: false, segment.Dictionary(segment.Plan.EntityFields[part])[key]);
    }
}
