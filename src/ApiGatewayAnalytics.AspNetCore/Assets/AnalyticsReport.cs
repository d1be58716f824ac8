using System.Text.Json;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>
/// An answer as one HTML file: the pages with their script and style, and the answer as JSON in the middle of them. It needs no server and asks none: its own
/// policy lets nothing run but that script. Thread-safe.
/// </summary>
public static class AnalyticsReport
{
    private const string Template = "pages/report.html";

    /// <summary>Stands in the template where the JSON goes.</summary>
    private static ReadOnlySpan<byte> Marker => "@@report@@"u8;

    /// <summary>Writes a report, UTF-8.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="answer">What is shown. A file opens quickly where trends were limited by <see cref="PanelQuery.SeriesLimit"/>.</param>
    /// <param name="dashboards">The definitions of the dashboards that the answer has.</param>
    /// <exception cref="InvalidOperationException">The package was built without its pages.</exception>
    public static void WriteHtml(Stream output, AnalyticsAnswer answer, IEnumerable<DashboardDefinition> dashboards)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(dashboards);
        ReadOnlySpan<byte> template = ReadTemplate();
        int marker = template.IndexOf(Marker);
        output.Write(template[..marker]);

        // The writer's default encoder escapes every '<', so nothing in a log can end the element that the JSON stands in.
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("catalog"u8);
            HashSet<string> answered = [.. answer.Dashboards.Select(dashboard => dashboard.Id)];
            StateJson.WriteCatalog(
                writer, [.. dashboards.Where(dashboard => answered.Contains(dashboard.Id))], [.. answer.Monitors?.Definitions() ?? []], StateJson.OfFiles);
            writer.WritePropertyName("state"u8);
            StateJson.Write(writer, answer);
            writer.WritePropertyName("answer"u8);
            JsonSerializer.Serialize(writer, answer, AnalyticsJsonContext.Default.AnalyticsAnswer);
            writer.WriteEndObject();
        }

        output.Write(template[(marker + Marker.Length)..]);
    }

    /// <summary>The rules that an answer has events of, each once.</summary>
    private static IEnumerable<MonitorDefinition> Definitions(this MonitorTimeline timeline) => timeline.Events.Select(happened => happened.Monitor).Distinct();

    private static ReadOnlySpan<byte> ReadTemplate()
    {
        using Stream stream = typeof(AnalyticsReport).Assembly.GetManifestResourceStream(Template)
            ?? throw new InvalidOperationException("This package was built without its pages (SkipPages), so there is nothing to make a report of.");
        byte[] template = new byte[stream.Length];
        stream.ReadExactly(template);
        return template;
    }
}
