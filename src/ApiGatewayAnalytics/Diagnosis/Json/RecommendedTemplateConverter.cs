using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>A template: whom it is for, and its text as a string.</summary>
internal sealed class RecommendedTemplateConverter : WriteOnlyConverter<RecommendedTemplate>
{
    public override void Write(Utf8JsonWriter writer, RecommendedTemplate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, Spell(value.Kind));
        writer.WriteString("template"u8, value.Text);
        writer.WriteTexts("leftOut"u8, [.. value.LeftOut.Select(field => field.Name)]);
        writer.WriteEndObject();
    }

    /// <summary>A kind, as the command line spells it too.</summary>
    public static string Spell(ApiKind kind) => kind switch
    {
        ApiKind.Rest => "rest",
        ApiKind.Http => "http",
        _ => "websocket",
    };
}
