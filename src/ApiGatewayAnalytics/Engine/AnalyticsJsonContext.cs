using System.Text.Json.Serialization;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>
/// Writes whole answers as JSON without reflection:
/// <c>JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer)</c>.
/// It only writes: reading throws <see cref="NotSupportedException"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(AnalyticsAnswerConverter), typeof(PanelDataConverter), typeof(DashboardDataConverter),
        typeof(UtcTimeConverter), typeof(IsoDurationConverter),
        typeof(KebabCaseConverter<Chart>), typeof(KebabCaseConverter<PanelStatus>),
    ])]
[JsonSerializable(typeof(AnalyticsAnswer))]
public sealed partial class AnalyticsJsonContext : JsonSerializerContext;
