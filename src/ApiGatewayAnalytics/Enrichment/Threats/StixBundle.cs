using System.Text.Json;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>
/// Reads the indicators of a STIX 2.1 bundle, or of anything else with an array <c>objects</c>. Passes over it twice, because an actor and
/// the relationship that leads to it may stand behind the indicator.
/// </summary>
internal sealed class StixBundle(ThreatTally tally, DateTimeOffset now)
{
    private readonly Dictionary<string, string> _actorNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _actorOfIndicator = new(StringComparer.Ordinal);
    private readonly List<(InternetAddress Network, int Prefix)> _networks = [];
    private readonly StixObject _object = new();

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidDataException">It holds no objects.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        Pass(json, isFirst: true);
        Pass(json, isFirst: false);
    }

    private void Pass(ReadOnlySpan<byte> json, bool isFirst)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        bool hasObjects = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isObjects = reader.ValueTextEquals("objects"u8);
            reader.Read();
            if (!isObjects || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            hasObjects = true;
            PassObjects(ref reader, json, isFirst);
        }

        if (!hasObjects)
        {
            throw new InvalidDataException("it has no array 'objects'");
        }
    }

    private void PassObjects(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool isFirst)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            long start = reader.TokenStartIndex;
            bool isGood = reader.TokenType == JsonTokenType.StartObject;
            if (isGood)
            {
                _object.Read(ref reader);
                isGood = isFirst ? Learn() : TakeIndicator();
            }
            else
            {
                reader.Skip();
            }

            if (!isGood && !isFirst)
            {
                long line = tally.WantsPositions ? json[..(int)start].Count((byte)'\n') + 1 : 0;
                tally.Malform(line, start);
            }
        }
    }

    /// <summary>Notes actors and what indicates them. Of several actors of one indicator the first counts.</summary>
    private bool Learn()
    {
        if (_object is { Type: "threat-actor" or "intrusion-set", Id: { } id, Name: { } name })
        {
            _actorNames.TryAdd(id, name);
        }
        else if (_object is { Type: "relationship", SourceRef: { } indicator, TargetRef: { } target, IsRevoked: false } && IsActor(target))
        {
            _actorOfIndicator.TryAdd(indicator, target);
        }

        return true;
    }

    private static bool IsActor(string id) =>
        id.StartsWith("threat-actor--", StringComparison.Ordinal) || id.StartsWith("intrusion-set--", StringComparison.Ordinal);

    private bool TakeIndicator()
    {
        if (_object.Type != "indicator")
        {
            return true;
        }

        if (_object.IsRevoked || _object.ValidUntil <= now)
        {
            tally.Expired++;
            return true;
        }

        if (_object.PatternType is not (null or "stix"))
        {
            tally.Unsupported++;
            return true;
        }

        if (_object.Pattern is null || !StixPattern.TryRead(_object.Pattern, _networks))
        {
            return false;
        }

        tally.Unsupported += _networks.Count == 0 ? 1 : 0;
        string? actor = _object.Id is { } id && _actorOfIndicator.TryGetValue(id, out string? actorId) ? _actorNames.GetValueOrDefault(actorId) : null;
        foreach ((InternetAddress network, int prefix) in _networks)
        {
            tally.Add(network, prefix, _object.Kind, actor, _object.Confidence);
        }

        return true;
    }
}
