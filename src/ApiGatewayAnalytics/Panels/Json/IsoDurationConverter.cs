using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace ApiGatewayAnalytics.Panels;

/// <summary>Durations as ISO 8601 has them: <c>PT15M</c>, <c>P1D</c>.</summary>
internal sealed class IsoDurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        XmlConvert.ToTimeSpan(reader.GetString() ?? throw new JsonException("A duration is not null."));

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, TimeSpan value) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}
