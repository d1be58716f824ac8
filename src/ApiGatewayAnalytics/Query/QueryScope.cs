using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What one question is about: a range of minutes, the segments that overlap it, and in each the entities that pass the filters.
/// Not thread-safe.
/// </summary>
internal sealed class QueryScope
{
    private readonly Dictionary<Segment, bool[]> _passing = [];
    private readonly Filter[] _filters;

    /// <param name="view">All segments of the timeline.</param>
    /// <param name="range">The range in minutes.</param>
    /// <param name="filters">Patterns by field of the identity.</param>
    /// <param name="apiNames">The name of an API by its identifier; null where none is known.</param>
    /// <param name="kind">The same for questions that are likely to need the same segments.</param>
    public QueryScope(
        TimelineView view,
        MinuteRange range,
        IReadOnlyCollection<KeyValuePair<string, string>> filters,
        Func<string, string?> apiNames,
        string kind)
    {
        Range = range;
        ApiNames = apiNames;
        Kind = filters.Count == 0 ? kind : $"{kind} {string.Join(' ', filters)}";
        _filters =
        [
            .. filters.Select(filter => new Filter(
                PartOf(filter.Key),
                new TextPattern(filter.Value))),
        ];
        Settled = Array.FindAll(view.Settled, range.Overlaps);
        Changing = Array.FindAll(view.Changing, range.Overlaps);
    }

    public MinuteRange Range { get; }

    /// <summary>The name of an API by its identifier; null where none is known.</summary>
    public Func<string, string?> ApiNames { get; }

    public bool IsFiltered => _filters.Length > 0;

    /// <summary>What leaves records out; null for nothing. <see cref="Kind"/> must tell its <see cref="IRecordExclusion.Version"/>.</summary>
    public IRecordExclusion? Exclusion { get; init; }

    /// <summary>The same for questions that are likely to need the same segments, and have the same filters.</summary>
    public string Kind { get; }

    /// <summary>The segments that overlap the range and change seldom, oldest first.</summary>
    public Segment[] Settled { get; }

    /// <summary>The others that overlap the range.</summary>
    public Segment[] Changing { get; }

    /// <summary>The segments that overlap the range.</summary>
    public IEnumerable<Segment> Segments => Settled.Concat(Changing);

    /// <summary>Of which entities of a segment the records count; null for all of them.</summary>
    public bool[]? Passing(Segment segment)
    {
        if (_filters.Length == 0)
        {
            return null;
        }

        if (!_passing.TryGetValue(segment, out bool[]? passing))
        {
            _passing.Add(segment, passing = Filtered(segment));
        }

        return passing;
    }

    /// <summary>The range as far as steps of the given widths can tell it apart, which differ from segment to segment.</summary>
    public MinuteRange Rounded(Func<Segment, int> widthOf)
    {
        (long from, long to) = (Range.From, Range.To);
        foreach (Segment segment in Segments)
        {
            // Nothing has to be rounded where no record lies beyond the edge.
            int width = widthOf(segment);
            if (segment.FirstMinute < Range.From)
            {
                from = Math.Min(from, Clock.Floor(Range.From, width));
            }

            if (segment.LastMinute >= Range.To)
            {
                to = Math.Max(to, Clock.Ceiling(Range.To, width));
            }
        }

        return new MinuteRange(from, to);
    }

    /// <summary>
    /// The steps of an answer, and no more of them than reach over the records: a range may be asked for that is far longer.
    /// </summary>
    /// <param name="range">The range as far as the states can tell it.</param>
    /// <param name="minutes">The width of a step.</param>
    /// <param name="shift">Minutes by which times are moved forward later; steps are aligned to their width then.</param>
    public StepAxis AxisOf(MinuteRange range, int minutes, long shift = 0)
    {
        // A step of the states that such a step does not hold as a whole belongs to the one before.
        long lead = shift % minutes == 0 ? 0 : minutes;
        long start = Clock.Floor(Math.Max(range.From, Segments.Min(segment => segment.FirstMinute)) - lead + shift, minutes) - shift;
        long end = Clock.Ceiling(Math.Min(range.To, Segments.Max(segment => segment.LastMinute) + 1) + shift, minutes) - shift;
        return new StepAxis(start, minutes, (int)Math.Max(1, (end - start) / minutes));
    }

    /// <summary>The text of a part of an entity; empty where it is absent.</summary>
    public ReadOnlySpan<byte> PartOf(Segment segment, int entity, EntityPart part)
    {
        EntityPart stored = part == EntityPart.ApiName ? EntityPart.ApiId : part;
        int key = segment.Entities[entity][(int)stored];
        ReadOnlySpan<byte> text = segment.Dictionary(segment.Plan.EntityFields[(int)stored])[key];
        return part == EntityPart.ApiName ? NameOf(text) : text;
    }

    /// <summary>The name of an API: the identifier itself where none is known.</summary>
    public ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> apiId) =>
        !apiId.IsEmpty && ApiNames(Encoding.UTF8.GetString(apiId)) is { } name ? Encoding.UTF8.GetBytes(name) : apiId;

    private bool[] Filtered(Segment segment)
    {
        var passing = new bool[segment.Entities.Count];
        for (int entity = TupleTable.Other + 1; entity < passing.Length; entity++)
        {
            passing[entity] = true;
            foreach (Filter filter in _filters)
            {
                passing[entity] &= filter.Pattern.Matches(PartOf(segment, entity, filter.Part));
            }
        }

        return passing;
    }

    /// <summary>The part of an entity that a filter is about.</summary>
    public static EntityPart PartOf(string filter) => filter switch
    {
        "account" => EntityPart.Account,
        "region" => EntityPart.Region,
        "apiId" => EntityPart.ApiId,
        "stage" => EntityPart.Stage,
        _ => EntityPart.ApiName,
    };

    private sealed record Filter(EntityPart Part, TextPattern Pattern);
}
