using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>Times in UTC to the millisecond, always with the same number of digits.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>The same as text.</summary>
    public static string Text(DateTimeOffset value) => value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, DateTimeOffset value)
    {
        // The round-trip format begins alike and is written without interpreting a pattern, which matters for trends of a million points.
        Span<byte> text = stackalloc byte[32];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[Format.Length - 1] = (byte)'Z';
        writer.WriteStringValue(text[..Format.Length]);
    }
}
