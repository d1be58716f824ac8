using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>A diagnosis; fields are written by name, what is missing of them by variable too.</summary>
internal sealed class LogDiagnosisConverter : WriteOnlyConverter<LogDiagnosis>
{
    private static readonly RecommendedTemplateConverter s_templates = new();

    public override void Write(Utf8JsonWriter writer, LogDiagnosis value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("records"u8, value.Ingestion.Records);
        writer.WriteNumber("accepted"u8, value.Ingestion.Accepted);
        writer.WriteCounts("repaired"u8, value.Ingestion.Repaired);
        writer.WriteCounts("rejected"u8, value.Ingestion.Rejected);
        WriteKinds(writer, value.Kinds);
        writer.WriteBoolean("allFed"u8, value.IsAllFed);
        writer.WriteObjects("findings"u8, value.Findings, WriteFinding);
        writer.WriteObjects("layouts"u8, value.Layouts, WriteLayout);
        writer.WriteObjects("fields"u8, value.Fields, WriteField);
        writer.WriteObjects("dashboards"u8, value.Dashboards, WriteDashboard);
        writer.WriteStartArray("templates"u8);
        foreach (RecommendedTemplate template in value.Templates)
        {
            s_templates.Write(writer, template, options);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter writer, DiagnosisFinding finding)
    {
        writer.WriteString("kind"u8, KebabCase<FindingKind>.Names[(int)finding.Kind]);
        writer.WriteNumber("records"u8, finding.Records);
        writer.WriteString("message"u8, finding.Message);
    }

    private static void WriteLayout(Utf8JsonWriter writer, LayoutDiagnosis layout)
    {
        writer.WriteString("shape"u8, KebabCase<LayoutShape>.Names[(int)layout.Shape]);
        WriteKinds(writer, layout.Kinds);
        writer.WriteNumber("records"u8, layout.Records);
        writer.WriteNumber("repaired"u8, layout.Repaired);
        writer.WriteNames("fields"u8, layout.Fields);
        writer.WriteTexts("unmappedKeys"u8, layout.UnmappedKeys.AsSpan());
    }

    private static void WriteField(Utf8JsonWriter writer, FieldDiagnosis field)
    {
        writer.WriteString("name"u8, field.Field.Name);
        writer.WriteString("variable"u8, field.Field.Variable);
        writer.WriteNumber("records"u8, field.Records);
        writer.WriteNumber("values"u8, field.Values);
        writer.WriteBoolean("available"u8, field.IsAvailable);
        writer.WriteNumber("panels"u8, field.Panels);
    }

    private static void WriteDashboard(Utf8JsonWriter writer, DashboardDiagnosis dashboard)
    {
        writer.WriteString("id"u8, dashboard.Dashboard.Id);
        writer.WriteString("title"u8, dashboard.Dashboard.Title);
        writer.WriteObjects("panels"u8, dashboard.Panels, WritePanel);
    }

    private static void WritePanel(Utf8JsonWriter writer, PanelDiagnosis panel)
    {
        writer.WriteString("id"u8, panel.Panel.Id);
        writer.WriteString("title"u8, panel.Panel.Title);
        writer.WriteString("feed"u8, KebabCase<PanelFeed>.Names[(int)panel.Feed]);
        writer.WriteNumber("records"u8, panel.Records);
        writer.WriteTexts("missing"u8, [.. panel.Missing.Select(field => field.Variable ?? field.Name)]);
        writer.WriteNames("unavailable"u8, panel.Unavailable);
        writer.WriteBoolean("needsLocation"u8, panel.NeedsLocation);
        if (panel.Derived is { } derived)
        {
            writer.WriteStartObject("derived"u8);
            writer.WriteString("feed"u8, KebabCase<PanelFeed>.Names[(int)derived.Feed]);
            writer.WriteNumber("records"u8, derived.Records);
            writer.WriteTexts("missing"u8, [.. derived.Missing.Select(field => field.Variable ?? field.Name)]);
            writer.WriteNames("unavailable"u8, derived.Unavailable);
            writer.WriteEndObject();
        }
    }

    private static void WriteKinds(Utf8JsonWriter writer, IEnumerable<ApiKind> kinds) =>
        writer.WriteTexts("kinds"u8, [.. kinds.Select(RecommendedTemplateConverter.Spell)]);
}
