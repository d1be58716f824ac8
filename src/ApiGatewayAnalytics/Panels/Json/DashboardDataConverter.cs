using System.Text.Json;

namespace ApiGatewayAnalytics.Panels;

/// <summary>The data of a dashboard: its panels in order.</summary>
internal sealed class DashboardDataConverter : WriteOnlyConverter<DashboardData>
{
    private static readonly PanelDataConverter s_panels = new();

    public override void Write(Utf8JsonWriter writer, DashboardData value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("title"u8, value.Title);
        writer.WriteStartArray("panels"u8);
        foreach (PanelData panel in value.Panels)
        {
            s_panels.Write(writer, panel, options);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
