using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// Writes panel data as JSON without reflection:
/// <c>JsonSerializer.Serialize(panel, PanelJsonContext.Default.PanelData)</c>.
/// It only writes: reading throws <see cref="NotSupportedException"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(PanelDataConverter), typeof(DashboardDataConverter),
        typeof(UtcTimeConverter), typeof(IsoDurationConverter),
        typeof(KebabCaseConverter<Chart>), typeof(KebabCaseConverter<PanelStatus>),
    ])]
[JsonSerializable(typeof(PanelData))]
[JsonSerializable(typeof(DashboardData))]
public sealed partial class PanelJsonContext : JsonSerializerContext;
