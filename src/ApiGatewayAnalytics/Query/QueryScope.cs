using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>
/// What one question is about: a range of minutes, the segments that overlap it, and in each the entities that pass the filters.
/// Valid while the caller holds the timeline.
/// </summary>
internal sealed class QueryScope
{
    private readonly Dictionary<Segment, bool[]?> _passing;
    private readonly Filter[] _filters;

    /// <param name="segments">All segments of the timeline.</param>
    /// <param name="range">The range in minutes.</param>
    /// <param name="filters">Patterns by field of the identity.</param>
    /// <param name="apiNames">The name of an API by its identifier; null where none is known.</param>
    public QueryScope(
        IEnumerable<Segment> segments,
        MinuteRange range,
        IEnumerable<KeyValuePair<string, string>> filters,
        Func<string, string?> apiNames)
    {
        Range = range;
        ApiNames = apiNames;
        _filters =
        [
            .. filters.Select(filter => new Filter(
                PartOf(filter.Key),
                new TextPattern(filter.Value))),
        ];
        _passing = segments.Where(segment => range.Overlaps(segment)).ToDictionary(segment => segment, Passing);
    }

    public MinuteRange Range { get; }

    private Func<string, string?> ApiNames { get; }

    public bool IsFiltered => _filters.Length > 0;

    /// <summary>The segments that overlap the range.</summary>
    public IEnumerable<Segment> Segments => _passing.Keys;

    /// <summary>Whether the records of an entity count.</summary>
    public bool Passes(Segment segment, int entity) => _passing[segment] is not { } passing || passing[entity];

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

    private bool[]? Passing(Segment segment)
    {
        if (_filters.Length == 0)
        {
            return null;
        }

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

    private static EntityPart PartOf(string filter) => filter switch
    {
        "account" => EntityPart.Account,
        "region" => EntityPart.Region,
        "apiId" => EntityPart.ApiId,
        "stage" => EntityPart.Stage,
        _ => EntityPart.ApiName,
    };

    private sealed record Filter(EntityPart Part, TextPattern Pattern);
}
