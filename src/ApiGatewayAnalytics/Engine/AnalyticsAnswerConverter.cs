using System.Text.Json;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>A whole answer.</summary>
internal sealed class AnalyticsAnswerConverter : WriteOnlyConverter<AnalyticsAnswer>
{
    private static readonly DashboardDataConverter s_dashboards = new();

    public override void Write(Utf8JsonWriter writer, AnalyticsAnswer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("generatedAt"u8);
        UtcTimeConverter.Write(writer, value.GeneratedAt);
        writer.WriteRange("range"u8, value.Range);
        writer.WriteStartObject("filters"u8);
        foreach ((string field, string pattern) in value.Filters)
        {
            writer.WriteString(field, pattern);
        }

        writer.WriteEndObject();
        writer.WritePropertyName("ingestion"u8);
        IngestionReportJson.Write(writer, value.Ingestion);
        writer.WriteStartArray("dashboards"u8);
        foreach (DashboardData dashboard in value.Dashboards)
        {
            s_dashboards.Write(writer, dashboard, options);
        }

        writer.WriteEndArray();
        if (value.Monitors is { } monitors)
        {
            MonitorEventConverter.Write(writer, monitors);
        }

        writer.WriteEndObject();
    }
}
