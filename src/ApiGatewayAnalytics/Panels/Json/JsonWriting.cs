using System.Buffers.Text;
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

    /// <summary>
    /// A number as <see cref="Utf8JsonWriter.WriteNumberValue(double)"/> writes it. Counts are whole and percentiles whole or end in a
    /// half, for which no digits have to be searched for.
    /// </summary>
    public static void WriteShortNumber(this Utf8JsonWriter writer, double number)
    {
        // Below this, twice the number is exact and no exponent is written.
        const double Plain = 1e15;
        double half = number * 2;
        if (!(number is >= 0 and < Plain) || half != Math.Truncate(half))
        {
            writer.WriteNumberValue(number);
            return;
        }

        long whole = (long)number;
        if (whole == number)
        {
            writer.WriteNumberValue(whole);
            return;
        }

        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(whole, text, out int length);
        ".5"u8.CopyTo(text[length..]);
        writer.WriteRawValue(text[..(length + 2)], skipInputValidation: true);
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
