using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;
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
        WriteIngestion(writer, value.Ingestion);
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

    private static void WriteIngestion(Utf8JsonWriter writer, IngestionReport report)
    {
        writer.WriteStartObject();
        writer.WriteNumber("records"u8, report.Records);
        writer.WriteNumber("accepted"u8, report.Accepted);
        writer.WriteNumber("duplicates"u8, report.Duplicates);
        writer.WriteNumber("bytes"u8, report.Bytes);
        writer.WriteCounts("repaired"u8, report.Repaired);
        writer.WriteCounts("skipped"u8, report.Skipped);
        writer.WriteCounts("rejected"u8, report.Rejected);
        writer.WriteCounts("fieldErrors"u8, report.FieldErrors);
        writer.WriteStartArray("sources"u8);
        foreach (SourceReport source in report.Sources)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, source.Name);
            writer.WriteNumber("records"u8, source.Records);
            writer.WriteNumber("accepted"u8, source.Accepted);
            writer.WriteNumber("bytes"u8, source.Bytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
