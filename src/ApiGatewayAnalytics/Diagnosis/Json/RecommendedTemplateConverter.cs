using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>A template: whom it is for, and its text as a string.</summary>
internal sealed class RecommendedTemplateConverter : WriteOnlyConverter<RecommendedTemplate>
{
    public override void Write(Utf8JsonWriter writer, RecommendedTemplate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, KebabCase<ApiKind>.Names[(int)value.Kind]);
        writer.WriteString("template"u8, value.Text);
        writer.WriteTexts("leftOut"u8, [.. value.LeftOut.Select(field => field.Name)]);
        writer.WriteEndObject();
    }
}
