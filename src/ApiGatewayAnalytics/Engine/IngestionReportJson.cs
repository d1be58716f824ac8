using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>Writes what was read, as a whole and by input.</summary>
internal static class IngestionReportJson
{
    public static void Write(Utf8JsonWriter writer, IngestionReport report)
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
        WriteSources(writer, report);
        writer.WriteEndObject();
    }

    public static void WriteSources(Utf8JsonWriter writer, IngestionReport report) => writer.WriteObjects("sources"u8, report.Sources, WriteSource);

    private static void WriteSource(Utf8JsonWriter writer, SourceReport source)
    {
        writer.WriteString("name"u8, source.Name);
        writer.WriteNumber("records"u8, source.Records);
        writer.WriteNumber("accepted"u8, source.Accepted);
        writer.WriteNumber("bytes"u8, source.Bytes);
    }
}
