using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>Writes what the API answers besides panels.</summary>
internal static class StateJson
{
    private static readonly string s_version = typeof(AnalyticsEngine).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The mode of pages that show what was read once.</summary>
    public const string OfFiles = "files";

    public static void WriteCatalog(
        Utf8JsonWriter writer, ImmutableArray<DashboardDefinition> dashboards, ImmutableArray<MonitorDefinition> monitors, string mode, bool derivesMetrics = true)
    {
        writer.WriteStartObject();
        writer.WriteString("version"u8, s_version);
        writer.WriteString("mode"u8, mode);
        writer.WritePropertyName("dashboards"u8);
        CatalogJson.WriteDashboards(writer, dashboards, derivesMetrics);
        writer.WritePropertyName("monitors"u8);
        CatalogJson.WriteMonitors(writer, monitors);
        writer.WriteEndObject();
    }

    public static void Write(
        Utf8JsonWriter writer, AnalyticsEngine engine, AnalyticsOptions options, string mode, ImmutableArray<MonitorEvent> firing, DateTimeOffset now)
    {
        writer.WriteStartObject();
        WriteIngestion(writer, now, mode, engine.Ingestion, engine.Extent);
        writer.WriteNumber("revision"u8, engine.Revision);
        writer.WriteNumber("bytes"u8, engine.Bytes);
        writer.WriteNumber("memoryLimit"u8, options.MemoryLimit);
        writer.WriteStartObject("monitors"u8);
        writer.WriteNumber("configured"u8, engine.Monitors.Definitions.Length);
        MonitorEventConverter.Write(writer, "firing"u8, firing);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The state of an answer that was given once.</summary>
    public static void Write(Utf8JsonWriter writer, AnalyticsAnswer answer)
    {
        writer.WriteStartObject();
        WriteIngestion(writer, answer.GeneratedAt, OfFiles, answer.Ingestion, answer.Range);
        writer.WriteEndObject();
    }

    /// <param name="writer">Where to.</param>
    /// <param name="timeline">What was judged; null without monitors.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="firing">What fires now.</param>
    /// <param name="now">The time.</param>
    public static void WriteMonitors(
        Utf8JsonWriter writer, MonitorTimeline? timeline, PanelQuery query, ImmutableArray<MonitorEvent> firing, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteString("generatedAt"u8, UtcTimeConverter.Text(now));
        writer.WriteRange("range"u8, timeline?.Range ?? new TimeRange(query.From ?? now, query.To ?? now));
        if (timeline is null)
        {
            MonitorEventConverter.Write(writer, "monitors"u8, []);
        }
        else
        {
            MonitorEventConverter.Write(writer, timeline);
        }

        MonitorEventConverter.Write(writer, "firing"u8, firing);
        writer.WriteEndObject();
    }

    public static void WriteFilterValues(Utf8JsonWriter writer, FilterValues values)
    {
        writer.WriteStartObject();
        writer.WriteString("field"u8, values.Field);
        writer.WriteTexts("values"u8, [.. values.Values]);
        writer.WriteBoolean("more"u8, values.HasMore);
        writer.WriteEndObject();
    }

    /// <summary>What tells apart sets of alerts that fire.</summary>
    public static string NameOf(ImmutableArray<MonitorEvent> firing) =>
        string.Join('\n', firing.Select(alert => $"{alert.Monitor.Id} {alert.Subject} {alert.Since.UtcTicks}"));

    private static void WriteIngestion(Utf8JsonWriter writer, DateTimeOffset now, string mode, IngestionReport report, TimeRange? extent)
    {
        writer.WriteString("generatedAt"u8, UtcTimeConverter.Text(now));
        writer.WriteString("mode"u8, mode);
        writer.WriteNumber("records"u8, report.Records);
        writer.WriteNumber("accepted"u8, report.Accepted);
        writer.WriteNumber("duplicates"u8, report.Duplicates);
        writer.WriteCounts("rejected"u8, report.Rejected);
        writer.WriteCounts("skipped"u8, report.Skipped);
        writer.WriteString("oldestRecord"u8, extent is { } from ? UtcTimeConverter.Text(from.From) : null);
        writer.WriteString("newestRecord"u8, extent is { } to ? UtcTimeConverter.Text(to.To) : null);
        IngestionReportJson.WriteSources(writer, report);
    }
}
