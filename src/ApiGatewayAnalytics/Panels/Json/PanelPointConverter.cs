using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>A point is a pair of time and number.</summary>
internal sealed class PanelPointConverter : JsonConverter<PanelPoint>
{
    public override PanelPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        DateTimeOffset time = reader.GetDateTimeOffset();
        reader.Read();
        double value = reader.GetDouble();
        reader.Read();
        return new PanelPoint(time, value);
    }

    public override void Write(Utf8JsonWriter writer, PanelPoint value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, PanelPoint value)
    {
        writer.WriteStartArray();
        UtcTimeConverter.Write(writer, value.Time);
        writer.WriteShortNumber(value.Value);
        writer.WriteEndArray();
    }
}
