using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Monitoring;

/// <summary>One event of a monitor, and the <c>monitors</c> of a whole answer.</summary>
internal sealed class MonitorEventConverter : WriteOnlyConverter<MonitorEvent>
{
    /// <summary>Writes the members of a whole answer that monitors fill.</summary>
    public static void Write(Utf8JsonWriter writer, MonitorTimeline timeline)
    {
        Write(writer, "monitors"u8, timeline.Events);
        if (timeline.SkippedMinutes > 0)
        {
            writer.WriteNumber("monitorsSkippedMinutes"u8, timeline.SkippedMinutes);
        }

        if (timeline.Unwatched > 0)
        {
            writer.WriteNumber("monitorsUnwatched"u8, timeline.Unwatched);
        }
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<MonitorEvent> events) =>
        writer.WriteObjects(name, events, WriteMembers);

    public override void Write(Utf8JsonWriter writer, MonitorEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteMembers(writer, value);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, MonitorEvent happened)
    {
        MonitorDefinition monitor = happened.Monitor;
        writer.WriteString("monitor"u8, monitor.Id);
        writer.WriteString("title"u8, monitor.Title);
        writer.WriteString("severity"u8, KebabCase<MonitorSeverity>.Names[(int)monitor.Severity]);
        writer.WriteString("event"u8, KebabCase<MonitorEventKind>.Names[(int)happened.Kind]);
        writer.WriteString("account"u8, happened.Subject.Account);
        writer.WriteString("region"u8, happened.Subject.Region);
        writer.WriteString("apiId"u8, happened.Subject.ApiId);
        writer.WriteString("apiName"u8, happened.ApiName);
        writer.WriteString("stage"u8, happened.Subject.Stage);
        writer.WritePropertyName("at"u8);
        UtcTimeConverter.Write(writer, happened.At);
        writer.WritePropertyName("since"u8);
        UtcTimeConverter.Write(writer, happened.Since);
        writer.WriteNumberOrNull("value"u8, happened.Value);
        writer.WriteString("unit"u8, monitor.Signal.Unit);
        writer.WriteNumber("requests"u8, happened.Requests);
        writer.WriteString("comparison"u8, KebabCase<MonitorComparison>.Names[(int)monitor.Comparison]);
        writer.WriteNumber("threshold"u8, monitor.Threshold);
        writer.WriteRange("window"u8, happened.Window);
    }
}
