using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Planning;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Query;

/// <summary>Translates entities to one part of theirs, numbered by the dictionary of an answer.</summary>
internal sealed class EntityPartMap(QueryScope scope, Segment segment, EntityPart part, KeyDictionary target) : KeyMap
{
    private const int Unknown = 0;

    // Numbers are kept one higher, since the absent text has a number of its own.
    private readonly int[] _known = new int[segment.Entities.Count];

    public override int Map(int entity)
    {
        if (_known[entity] == Unknown)
        {
            _known[entity] = target.GetOrAdd(scope.PartOf(segment, entity, part)) + 1;
        }

        return _known[entity] - 1;
    }
}
