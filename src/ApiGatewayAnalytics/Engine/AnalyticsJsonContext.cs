using System.Text.Json.Serialization;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>
/// Writes whole answers as JSON without reflection:
/// <c>JsonSerializer.Serialize(answer, AnalyticsJsonContext.Default.AnalyticsAnswer)</c>. Single events of monitors, too.
/// It only writes: reading throws <see cref="NotSupportedException"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(AnalyticsAnswerConverter), typeof(PanelDataConverter), typeof(DashboardDataConverter), typeof(MonitorEventConverter),
        typeof(UtcTimeConverter), typeof(IsoDurationConverter),
        typeof(KebabCaseConverter<Chart>), typeof(KebabCaseConverter<PanelStatus>),
    ])]
[JsonSerializable(typeof(AnalyticsAnswer))]
[JsonSerializable(typeof(MonitorEvent))]
public sealed partial class AnalyticsJsonContext : JsonSerializerContext;
