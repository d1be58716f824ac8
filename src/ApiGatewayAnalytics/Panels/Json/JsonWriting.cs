using System.Buffers.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Columns;

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
        writer.WritePropertyName(name);
        writer.WriteTexts(texts);
    }

    /// <param name="writer">Where to; it is at the place of a value.</param>
    /// <param name="texts">What is in the array.</param>
    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<string?> texts)
    {
        writer.WriteStartArray();
        foreach (string? text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <param name="writer">Where to.</param>
    /// <param name="name">The name of the array.</param>
    /// <param name="items">What is in it.</param>
    /// <param name="write">Writes the members of one.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WritePropertyName(name);
        writer.WriteObjects(items, write);
    }

    /// <param name="writer">Where to; it is at the place of a value.</param>
    /// <param name="items">What is in the array.</param>
    /// <param name="write">Writes the members of one.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteNames(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<Field> fields) =>
        writer.WriteTexts(name, [.. fields.Select(field => field.Name)]);

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
