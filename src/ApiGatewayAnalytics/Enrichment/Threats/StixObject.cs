using System.Text.Json;

namespace ApiGatewayAnalytics.Enrichment.Threats;

/// <summary>The properties of a STIX object that matter here. A value of another type than STIX asks for is absent. Used again and again.</summary>
internal sealed class StixObject
{
    public string? Type { get; private set; }

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    public string? Pattern { get; private set; }

    public string? PatternType { get; private set; }

    /// <summary>The first of <c>indicator_types</c>, else the first of <c>labels</c>.</summary>
    public string? Kind { get; private set; }

    public string? Confidence { get; private set; }

    public string? SourceRef { get; private set; }

    public string? TargetRef { get; private set; }

    public bool IsRevoked { get; private set; }

    public DateTimeOffset? ValidUntil { get; private set; }

    /// <summary>Reads the object whose start the reader is at, up to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        Type = Id = Name = Pattern = PatternType = Kind = Confidence = SourceRef = TargetRef = null;
        IsRevoked = false;
        ValidUntil = null;
        string? label = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8)) { Type = Text(ref reader); }
            else if (reader.ValueTextEquals("id"u8)) { Id = Text(ref reader); }
            else if (reader.ValueTextEquals("name"u8)) { Name = Text(ref reader); }
            else if (reader.ValueTextEquals("pattern"u8)) { Pattern = Text(ref reader); }
            else if (reader.ValueTextEquals("pattern_type"u8)) { PatternType = Text(ref reader); }
            else if (reader.ValueTextEquals("indicator_types"u8)) { Kind = First(ref reader); }
            else if (reader.ValueTextEquals("labels"u8)) { label = First(ref reader); }
            else if (reader.ValueTextEquals("confidence"u8)) { Confidence = Number(ref reader); }
            else if (reader.ValueTextEquals("source_ref"u8)) { SourceRef = Text(ref reader); }
            else if (reader.ValueTextEquals("target_ref"u8)) { TargetRef = Text(ref reader); }
            else if (reader.ValueTextEquals("revoked"u8)) { IsRevoked = reader.Read() && reader.TokenType == JsonTokenType.True; reader.Skip(); }
            else if (reader.ValueTextEquals("valid_until"u8)) { ValidUntil = Time(ref reader); }
            else { reader.Skip(); }
        }

        Kind ??= label;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        string? text = String(ref reader);
        reader.Skip();
        return text;
    }

    private static string? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        string? number = reader.TokenType switch
        {
            JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            _ => String(ref reader),
        };
        reader.Skip();
        return number;
    }

    private static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        DateTimeOffset? time = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset read) ? read : null;
        reader.Skip();
        return time;
    }

    private static string? First(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        string? first = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            first ??= String(ref reader);
            reader.Skip();
        }

        return first;
    }

    /// <summary>The text that the reader is at; null where there is none or it is no UTF-8.</summary>
    private static string? String(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
