using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// Writes diagnoses as JSON without reflection:
/// <c>JsonSerializer.Serialize(diagnosis, DiagnosisJsonContext.Default.LogDiagnosis)</c>.
/// It only writes: reading throws <see cref="NotSupportedException"/>.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LogDiagnosis))]
[JsonSerializable(typeof(RecommendedTemplate))]
public sealed partial class DiagnosisJsonContext : JsonSerializerContext;
