using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>A cell is a bare string, number or null.</summary>
internal sealed class PanelValueConverter : JsonConverter<PanelValue>
{
    public override PanelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => PanelValue.Of(reader.GetDouble()),
        JsonTokenType.Null => default,
        _ => PanelValue.Of(reader.GetString()),
    };

    public override void Write(Utf8JsonWriter writer, PanelValue value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, PanelValue value)
    {
        if (value.Number is { } number)
        {
            writer.WriteShortNumber(number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
