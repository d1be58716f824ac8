using System.Text.Json;

namespace ApiGatewayAnalytics.Panels;

/// <summary>Members that several results have.</summary>
internal static class JsonWriting
{
    public static void WriteRange(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeRange range)
    {
        writer.WriteStartObject(name);
        writer.WritePropertyName("from"u8);
        UtcTimeConverter.Write(writer, range.From);
        writer.WritePropertyName("to"u8);
        UtcTimeConverter.Write(writer, range.To);
        writer.WriteEndObject();
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<string?> texts)
    {
        writer.WriteStartArray(name);
        foreach (string? text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    public static void WriteCounts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject(name);
        foreach ((string counted, long count) in counts)
        {
            writer.WriteNumber(counted, count);
        }

        writer.WriteEndObject();
    }
}
